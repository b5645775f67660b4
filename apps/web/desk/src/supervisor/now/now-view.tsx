import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Region } from '../../../../kit/region';
import { useIsWide } from '../../desk/use-media';
import type { OverviewQuery, Overview } from '../use-overview';
import { AgentsCard } from './agents-card';
import { QueuesCard } from './queues-card';
import { WindowsCard } from './windows-card';

interface Props {
  readonly overview: Overview;
  readonly query: OverviewQuery;
  onQuery(query: OverviewQuery): void;
  /** Reloads the data after an action has changed it. */
  onDone(): void;
}

const useStyles = makeStyles({
  view: { display: 'grid', gap: tokens.spacingHorizontalL, gridTemplateColumns: 'minmax(0, 1fr)' },
  wide: { gridTemplateColumns: 'minmax(0, 1fr) 336px', alignItems: 'start' },
  side: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
});

/** Shows the disconnected customers, the queues and the agents. */
export function NowView({ overview: { windows, queues, agents }, query, onQuery, onDone }: Props) {
  const styles = useStyles();
  const isWide = useIsWide();
  const shown = queues.queues.filter(
    ({ workstreamId }) => query.workstreamId === null || workstreamId === query.workstreamId,
  );
  return (
    <div className={mergeClasses(styles.view, isWide && styles.wide)}>
      <Region>
        <WindowsCard
          key={`${query.workstreamId ?? ''} ${query.windows.at(-1) ?? ''}`}
          windows={windows}
          isFiltered={query.workstreamId !== null}
          pagePath={query.windows}
          onTurn={(pagePath) => {
            onQuery({ ...query, windows: pagePath });
          }}
          onDone={onDone}
        />
      </Region>
      <div className={styles.side}>
        <Region>
          <QueuesCard queues={shown} serverNow={queues.serverNow} />
        </Region>
        <Region>
          <AgentsCard
            agents={agents}
            query={query.agentQuery}
            onQuery={(agentQuery) => {
              onQuery({ ...query, agentQuery, agents: [] });
            }}
            pagePath={query.agents}
            onTurn={(pagePath) => {
              onQuery({ ...query, agents: pagePath });
            }}
            onDone={onDone}
          />
        </Region>
      </div>
    </div>
  );
}
