import { Button, makeStyles, Text, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { HourglassHalfRegular, PersonDeleteRegular, PersonSwapRegular } from '@fluentui/react-icons';
import type { OpenWindow } from '@rejoin/contracts';
import { useMemo, useState, type JSX } from 'react';
import { useFormats } from '../../../../kit/language';
import { useShortcuts } from '../../../../kit/shortcuts';
import { useIsNarrow } from '../../desk/use-media';
import type { Deed } from '../view/results';
import { canExtend, extensionOf, toHandOver } from '../view/selection';
import { useSupervisorWords } from '../words/words';
import { GiveUpDialog } from './give-up-dialog';
import { HandOverDialog } from './hand-over-dialog';

interface Props {
  readonly selected: readonly OpenWindow[];
  readonly isBusy: boolean;
  onAct(deed: Deed, windows: OpenWindow[]): void;
}

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    paddingInline: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  words: { flex: '1 1 180px', minWidth: 0, color: tokens.colorNeutralForeground2 },
  narrow: { flexGrow: 1, minWidth: 0, paddingInline: tokens.spacingHorizontalS },
  counted: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
});

/** What can be done with the selected, all at once. */
export function RescueBar({ selected, isBusy, onAct }: Props) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const { duration, span } = useFormats();
  const restore = useRestoreFocusTarget();
  const isNarrow = useIsNarrow();
  // Where there is little room the three stand in one row, so that more of the list is seen below them.
  const looks = (icon: JSX.Element) => ({
    ...restore,
    ...(isNarrow ? { className: styles.narrow } : { icon }),
  });
  // What was selected when it was asked: a customer who returns meanwhile is answered by the server.
  const [asked, setAsked] = useState<{ what: 'give-up' | 'hand-over'; of: readonly OpenWindow[] } | null>(
    null,
  );
  const can = !isBusy && selected.length > 0;
  const [mayExtend, mayHandOver] = [
    can && canExtend(selected),
    can && toHandOver(selected).active.length > 0,
  ];
  const seconds = extensionOf(selected);
  const acts = useMemo(
    () => ({
      extend: () => {
        if (mayExtend) onAct({ type: 'extend' }, [...selected]);
      },
      handOver: () => {
        if (mayHandOver) setAsked({ what: 'hand-over', of: selected });
      },
      giveUp: () => {
        if (can) setAsked({ what: 'give-up', of: selected });
      },
    }),
    [can, mayExtend, mayHandOver, onAct, selected],
  );
  useShortcuts(
    useMemo(
      () => [
        { code: 'KeyX', label: words.keys.extend, act: acts.extend },
        { code: 'KeyT', label: words.keys.handOver, act: acts.handOver },
        { code: 'KeyG', label: words.keys.giveUp, act: acts.giveUp },
      ],
      [acts, words],
    ),
  );
  const close = () => {
    setAsked(null);
  };
  return (
    <div className={styles.bar}>
      <Text className={styles.words}>
        {selected.length > 0 ? (
          <span className={styles.counted}>{words.chosen(selected.length)}</span>
        ) : (
          words.chooseHint
        )}
      </Text>
      <Button
        {...looks(<HourglassHalfRegular />)}
        appearance={can ? 'primary' : 'secondary'}
        disabledFocusable={!mayExtend}
        onClick={acts.extend}
      >
        {seconds === null ? words.extend : words.extendBy(isNarrow ? span(seconds) : duration(seconds))}
      </Button>
      <Button {...looks(<PersonSwapRegular />)} disabledFocusable={!mayHandOver} onClick={acts.handOver}>
        {words.handOver}
      </Button>
      <Button {...looks(<PersonDeleteRegular />)} disabledFocusable={!can} onClick={acts.giveUp}>
        {words.giveUp}
      </Button>
      {asked?.what === 'give-up' && (
        <GiveUpDialog
          windows={asked.of}
          onClose={close}
          onConfirm={() => {
            onAct({ type: 'give-up' }, [...asked.of]);
          }}
        />
      )}
      {asked?.what === 'hand-over' && (
        <HandOverDialog
          windows={asked.of}
          onClose={close}
          onConfirm={({ agentId, name }) => {
            const { active } = toHandOver(asked.of);
            onAct({ type: 'hand-over', toAgentId: agentId, toName: name }, active);
          }}
        />
      )}
    </div>
  );
}
