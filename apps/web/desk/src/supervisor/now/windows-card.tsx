import { CounterBadge } from '@fluentui/react-components';
import { PeopleCheckmarkRegular } from '@fluentui/react-icons';
import type { OpenWindows } from '@rejoin/contracts';
import { useCallback, useState } from 'react';
import { useIsNarrow } from '../../desk/use-media';
import { EmptyState } from '../../shell/empty-state';
import { Pager } from '../pager';
import { SectionCard } from '../section-card';
import { useBulkAction } from '../use-bulk-action';
import { selectedOf, toggleSelection } from '../view/selection';
import type { BulkAction } from '../view/results';
import type { PagePath } from '../view/page-path';
import { useSupervisorWords } from '../words/words';
import { ActionBar } from './action-bar';
import { ActionResults } from './action-results';
import { WindowList } from './window-list';
import { WindowTable } from './window-table';

interface Props {
  readonly windows: OpenWindows;
  readonly isFiltered: boolean;
  readonly pagePath: PagePath;
  onTurn(pagePath: PagePath): void;
  onDone(): void;
}

/** Lists all open windows by their deadline, with the actions for them. */
export function WindowsCard({
  windows: { windows, total, next },
  isFiltered,
  pagePath,
  onTurn,
  onDone,
}: Props) {
  const words = useSupervisorWords();
  const isNarrow = useIsNarrow();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { results, isBusy, run, dismiss } = useBulkAction(onDone);
  const selected = selectedOf(windows, chosen);
  const act = useCallback(
    (action: BulkAction, on: typeof windows) => {
      setChosen(new Set());
      void run(action, on);
    },
    [run],
  );
  const list = {
    windows,
    chosen,
    onToggle: (conversationId: string) => {
      setChosen(toggleSelection(chosen, conversationId));
    },
    onToggleAll: () => {
      const isAll = selected.length === windows.length;
      setChosen(new Set(isAll ? [] : windows.map(({ conversationId }) => conversationId)));
    },
  };
  return (
    <SectionCard
      title={words.windows}
      aside={
        <>
          <span className="for-screen-readers">{words.windowsCount({ count: total })}</span>
          <CounterBadge
            aria-hidden
            count={total}
            overflowCount={9999}
            color={total > 0 ? 'brand' : 'informative'}
            showZero
          />
        </>
      }
    >
      {results && <ActionResults results={results} onDismiss={dismiss} />}
      {windows.length > 0 && <ActionBar selected={selected} isBusy={isBusy} onAct={act} />}
      {windows.length === 0 ? (
        <div style={{ minHeight: 260 }}>
          <EmptyState
            icon={<PeopleCheckmarkRegular />}
            level="h3"
            title={words.noWindowsTitle}
            text={isFiltered ? words.noWindowsHere : words.noWindowsText}
          />
        </div>
      ) : isNarrow ? (
        <WindowList {...list} />
      ) : (
        <WindowTable {...list} />
      )}
      <Pager pagePath={pagePath} next={next} onTurn={onTurn} />
    </SectionCard>
  );
}
