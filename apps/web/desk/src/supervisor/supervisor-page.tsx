import { Link, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { ShieldErrorRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { focusIsLost, focusMain } from '../../../kit/focus-main';
import { Region } from '../../../kit/region';
import { useSentence } from '../../../kit/sentence';
import { useBlockWords } from '../blocks/words/words';
import { useDeskView } from '../desk/use-desk';
import { EmptyState } from '../shell/empty-state';
import { AlertBar } from './alerts/alert-bar';
import { BlockedView } from './blocked/blocked-view';
import { ReportView } from './figures/report-view';
import { NowView } from './now/now-view';
import { OngoingView } from './ongoing/ongoing-view';
import { PageBar, type View } from './page-bar';
import { isStale } from './stale-bar';
import { firstPages, useOverview } from './use-overview';
import { useSupervisorWords } from './words/words';

const useStyles = makeStyles({
  main: { overflowY: 'auto', height: '100%', boxSizing: 'border-box' },
  page: {
    maxWidth: '1440px',
    marginInline: 'auto',
    padding: tokens.spacingHorizontalL,
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
  },
  loading: { height: '100%' },
});

/** Shows the current state and reports. The servers decide whether the account may see them. */
export function SupervisorPage() {
  const styles = useStyles();
  const words = useSupervisorWords();
  const blocks = useBlockWords();
  const sentence = useSentence();
  const hasDesk = useDeskView((view) => view.account?.agentId != null);
  const [view, setView] = useState<View>('now');
  const overview = useOverview(view === 'now');
  const { query, setQuery, queues, windows, agents } = overview;
  const { data, problem } = queues;
  // Parts that arrive one after the other would move the page at its beginning. Later, each shows its own state.
  const [hasBegun, setBegun] = useState(false);
  if (!hasBegun && data && [windows, agents].every((part) => part.data ?? part.problem)) setBegun(true);
  const isThere = hasBegun && data !== undefined;
  useEffect(() => {
    if (focusIsLost()) focusMain();
  }, [isThere]);
  if (!isThere) {
    if (!problem) {
      return (
        <main className={styles.loading}>
          <EmptyState icon={<Spinner size="large" />} title={words.title} text={words.loading} />
        </main>
      );
    }
    const isRefused = problem.name === 'forbidden';
    return (
      <main className={styles.loading}>
        <EmptyState
          icon={<ShieldErrorRegular />}
          title={isRefused ? words.refusedTitle : words.title}
          text={isRefused ? words.refusedText : sentence(problem)}
          action={hasDesk && <Link href="#/chats">{words.toChats}</Link>}
        />
      </main>
    );
  }
  const { workstreamId } = query;
  return (
    <main className={styles.main}>
      <div className={styles.page}>
        <Region>
          <PageBar
            view={view}
            onView={setView}
            queues={data.queues}
            workstreamId={workstreamId}
            onWorkstream={(chosen) => {
              setQuery({ ...firstPages, workstreamId: chosen, agentQuery: query.agentQuery });
            }}
            serverNow={(windows.data ?? data).serverNow}
          />
        </Region>
        <Region>
          <AlertBar isQuiet={isStale(queues)} />
        </Region>
        {view === 'figures' ? (
          <div role="tabpanel" aria-label={words.figures}>
            <Region of={workstreamId}>
              <ReportView workstreamId={workstreamId} queues={data.queues} />
            </Region>
          </div>
        ) : view === 'blocked' ? (
          <div role="tabpanel" aria-label={blocks.list}>
            <Region>
              <BlockedView />
            </Region>
          </div>
        ) : view === 'ongoing' ? (
          <div role="tabpanel" aria-label={words.ongoing.title}>
            <Region of={workstreamId}>
              <OngoingView workstreamId={workstreamId} />
            </Region>
          </div>
        ) : (
          <div role="tabpanel" aria-label={words.now}>
            <NowView {...overview} />
          </div>
        )}
      </div>
    </main>
  );
}
