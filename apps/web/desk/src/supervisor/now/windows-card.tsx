import { CounterBadge } from '@fluentui/react-components';
import { PeopleCheckmarkRegular } from '@fluentui/react-icons';
import type { OpenWindows } from '@rejoin/contracts';
import { useCallback, useState } from 'react';
import { useIsNarrow } from '../../desk/use-media';
import { EmptyState } from '../../shell/empty-state';
import { Pager } from '../pager';
import { SectionCard } from '../section-card';
import { useRescue } from '../use-rescue';
import { chosenOf, toggled } from '../view/selection';
import type { Deed } from '../view/results';
import type { Trail } from '../view/trail';
import { useSupervisorWords } from '../words/words';
import { RescueBar } from './rescue-bar';
import { RescueResults } from './rescue-results';
import { WindowList } from './window-list';
import { WindowTable } from './window-table';

interface Props {
  readonly windows: OpenWindows;
  readonly isFiltered: boolean;
  readonly trail: Trail;
  onTurn(trail: Trail): void;
  onDone(): void;
}

/** All open windows, the nearest deadline first, and what can be done about them. */
export function WindowsCard({ windows: { windows, total, next }, isFiltered, trail, onTurn, onDone }: Props) {
  const words = useSupervisorWords();
  const isNarrow = useIsNarrow();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { results, isBusy, rescue, dismiss } = useRescue(onDone);
  const selected = chosenOf(windows, chosen);
  const act = useCallback(
    (deed: Deed, on: typeof windows) => {
      setChosen(new Set());
      void rescue(deed, on);
    },
    [rescue],
  );
  const list = {
    windows,
    chosen,
    onToggle: (conversationId: string) => {
      setChosen(toggled(chosen, conversationId));
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
          <span className="for-screen-readers">{words.windowsCount(total)}</span>
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
      {results && <RescueResults results={results} onDismiss={dismiss} />}
      {windows.length > 0 && <RescueBar selected={selected} isBusy={isBusy} onAct={act} />}
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
      <Pager trail={trail} next={next} onTurn={onTurn} />
    </SectionCard>
  );
}
