import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useIsWide } from '../../desk/use-media';
import { PolledRegion } from '../polled-region';
import { isStale, StaleBar } from '../stale-bar';
import type { Overview } from '../use-overview';
import { useSupervisorWords } from '../words/words';
import { AgentsCard } from './agents-card';
import { QueuesCard } from './queues-card';
import { WindowsCard } from './windows-card';

const useStyles = makeStyles({
  view: { display: 'grid', gap: tokens.spacingHorizontalL, gridTemplateColumns: 'minmax(0, 1fr)' },
  wide: { gridTemplateColumns: 'minmax(0, 1fr) 336px', alignItems: 'start' },
  all: { gridColumn: '1 / -1' },
  side: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
});

/** Shows the disconnected customers, the queues and the agents. */
export function NowView({ query, setQuery, windows, queues, agents, refresh }: Overview) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const isWide = useIsWide();
  const { workstreamId } = query;
  const stale = [windows, queues, agents].filter(isStale);
  // One sentence is enough when the server does not answer.
  const isQuiet = stale.length > 1;
  return (
    <div className={mergeClasses(styles.view, isWide && styles.wide)}>
      {stale[0] && isQuiet && (
        <div className={styles.all}>
          <StaleBar polled={{ ...stale[0], refresh }} />
        </div>
      )}
      <PolledRegion title={words.windows} polled={windows} isQuiet={isQuiet}>
        {(shown) => (
          <WindowsCard
            key={`${workstreamId ?? ''} ${query.windows.at(-1) ?? ''}`}
            windows={shown}
            isFiltered={workstreamId !== null}
            pagePath={query.windows}
            onTurn={(pagePath) => {
              setQuery({ ...query, windows: pagePath });
            }}
            onDone={refresh}
          />
        )}
      </PolledRegion>
      <div className={styles.side}>
        <PolledRegion title={words.queues} polled={queues} isQuiet={isQuiet}>
          {(shown) => (
            <QueuesCard
              queues={shown.queues.filter(
                (one) => workstreamId === null || one.workstreamId === workstreamId,
              )}
              serverNow={shown.serverNow}
            />
          )}
        </PolledRegion>
        <PolledRegion title={words.agents} polled={agents} isQuiet={isQuiet}>
          {(shown) => (
            <AgentsCard
              agents={shown}
              query={query.agentQuery}
              onQuery={(agentQuery) => {
                setQuery({ ...query, agentQuery, agents: [] });
              }}
              pagePath={query.agents}
              onTurn={(pagePath) => {
                setQuery({ ...query, agents: pagePath });
              }}
              onDone={refresh}
            />
          )}
        </PolledRegion>
      </div>
    </div>
  );
}
