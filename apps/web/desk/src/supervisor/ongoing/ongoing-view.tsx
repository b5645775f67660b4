import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { PersonSwapRegular } from '@fluentui/react-icons';
import { useCallback, useState } from 'react';
import { Region } from '../../../../kit/region';
import { useIsNarrow, useIsWide } from '../../desk/use-media';
import { ActionResults } from '../now/action-results';
import { Pager } from '../pager';
import { PolledRegion } from '../polled-region';
import { SectionCard } from '../section-card';
import { useBulkAction } from '../use-bulk-action';
import { canMove } from '../view/ongoing';
import { toggleSelection } from '../view/selection';
import { useOngoingWords } from '../words/use-ongoing-words';
import { useSupervisorWords } from '../words/words';
import { AssignDialog } from './assign-dialog';
import { MonitorPanel } from './monitor-panel';
import type { Moved } from './moved';
import { NoOngoing } from './no-ongoing';
import { OngoingList } from './ongoing-list';
import { OngoingTools } from './ongoing-tools';
import { useOngoing } from './use-ongoing';

const useStyles = makeStyles({
  view: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'start',
  },
  split: { gridTemplateColumns: 'minmax(0, 1fr) 420px' },
  hidden: { display: 'none' },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    paddingInline: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  hint: { flex: '1 1 180px', color: tokens.colorNeutralForeground2 },
});

/** Shows the conversations that are not closed; one of them can be followed beside the list. */
export function OngoingView({ workstreamId }: { workstreamId: string | null }) {
  const styles = useStyles();
  const words = useOngoingWords();
  const supervisor = useSupervisorWords();
  const [isWide, isNarrow] = [useIsWide(), useIsNarrow()];
  const { query, pagePath, polled, setQuery, turn } = useOngoing(workstreamId);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [monitored, setMonitored] = useState<string | null>(null);
  const [moving, setMoving] = useState<readonly Moved[] | null>(null);
  const { results, isBusy, run, dismiss } = useBulkAction(polled.refresh);
  const stop = useCallback(() => {
    setMonitored(null);
    document.getElementById(listId)?.focus({ preventScroll: true });
  }, []);
  const selected = (polled.data?.items ?? []).filter((one) => chosen.has(one.conversationId) && canMove(one));
  return (
    <div className={mergeClasses(styles.view, isWide && monitored !== null && styles.split)}>
      <div
        id={listId}
        tabIndex={-1}
        className={mergeClasses(isNarrow && monitored !== null && styles.hidden)}
      >
        <PolledRegion title={words.title} polled={polled}>
          {({ items, counts, nextCursor }) => (
            <SectionCard title={words.title} text={words.text}>
              <OngoingTools query={query} counts={counts} onQuery={setQuery} />
              {results && <ActionResults results={results} onDismiss={dismiss} />}
              {items.length > 0 && (
                <div className={styles.bar}>
                  <Text className={styles.hint}>
                    {selected.length > 0 ? supervisor.chosen({ count: selected.length }) : words.hint}
                  </Text>
                  <Button
                    icon={<PersonSwapRegular />}
                    disabledFocusable={selected.length === 0 || isBusy}
                    onClick={() => {
                      if (selected.length > 0 && !isBusy) setMoving(selected);
                    }}
                  >
                    {words.assign}
                  </Button>
                </div>
              )}
              {items.length === 0 ? (
                <NoOngoing query={query} onQuery={setQuery} />
              ) : (
                <OngoingList
                  items={items}
                  chosen={chosen}
                  monitored={monitored}
                  onToggle={(conversationId) => {
                    setChosen(toggleSelection(chosen, conversationId));
                  }}
                  onMonitor={setMonitored}
                />
              )}
              <Pager pagePath={pagePath} next={nextCursor} onTurn={turn} />
            </SectionCard>
          )}
        </PolledRegion>
      </div>
      {monitored !== null && (
        <Region of={monitored}>
          <MonitorPanel
            key={monitored}
            conversationId={monitored}
            onAssign={(conversation) => {
              setMoving([conversation]);
            }}
            onClose={stop}
          />
        </Region>
      )}
      {moving && (
        <AssignDialog
          conversations={moving}
          onClose={() => {
            setMoving(null);
          }}
          onConfirm={({ agentId, name }) => {
            setChosen(new Set());
            void run({ type: 'assign', toAgentId: agentId, toName: name }, moving);
          }}
        />
      )}
    </div>
  );
}

const listId = 'ongoing';
