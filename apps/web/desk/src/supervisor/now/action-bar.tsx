import { Button, makeStyles, Text, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { HourglassHalfRegular, PersonDeleteRegular, PersonSwapRegular } from '@fluentui/react-icons';
import type { OpenWindow } from '@rejoin/contracts';
import { useMemo, useState, type JSX } from 'react';
import { useFormats } from '../../../../kit/language';
import { useShortcuts } from '../../../../kit/shortcuts';
import { useIsNarrow } from '../../desk/use-media';
import type { BulkAction } from '../view/results';
import { canExtend, extensionOf, transferableOf } from '../view/selection';
import { useSupervisorWords } from '../words/words';
import { WindowDialog, type WindowQuestion } from './window-dialog';

interface Props {
  readonly selected: readonly OpenWindow[];
  readonly isBusy: boolean;
  onAct(action: BulkAction, windows: OpenWindow[]): void;
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

/** The actions for all selected windows. */
export function ActionBar({ selected, isBusy, onAct }: Props) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const { duration, span } = useFormats();
  const restore = useRestoreFocusTarget();
  const isNarrow = useIsNarrow();
  // On a narrow screen the three buttons share one row, so that more of the list below is visible.
  const buttonProps = (icon: JSX.Element) => ({
    ...restore,
    ...(isNarrow ? { className: styles.narrow } : { icon }),
  });
  // The dialog keeps the selection from when it was opened. The server refuses the action for a customer who has
  // reconnected since.
  const [question, setQuestion] = useState<WindowQuestion | null>(null);
  const can = !isBusy && selected.length > 0;
  const [mayExtend, mayHandOver] = [
    can && canExtend(selected),
    can && transferableOf(selected).active.length > 0,
  ];
  const seconds = extensionOf(selected);
  const acts = useMemo(
    () => ({
      extend: () => {
        if (mayExtend) onAct({ type: 'extend' }, [...selected]);
      },
      handOver: () => {
        if (mayHandOver) setQuestion({ name: 'hand-over', windows: selected });
      },
      giveUp: () => {
        if (can) setQuestion({ name: 'give-up', windows: selected });
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
    setQuestion(null);
  };
  return (
    <div className={styles.bar}>
      <Text className={styles.words}>
        {selected.length > 0 ? (
          <span className={styles.counted}>{words.chosen({ count: selected.length })}</span>
        ) : (
          words.chooseHint
        )}
      </Text>
      <Button
        {...buttonProps(<HourglassHalfRegular />)}
        appearance={can ? 'primary' : 'secondary'}
        disabledFocusable={!mayExtend}
        onClick={acts.extend}
      >
        {seconds === null
          ? words.extend
          : words.extendBy({ duration: isNarrow ? span(seconds) : duration(seconds) })}
      </Button>
      <Button
        {...buttonProps(<PersonSwapRegular />)}
        disabledFocusable={!mayHandOver}
        onClick={acts.handOver}
      >
        {words.handOver}
      </Button>
      <Button {...buttonProps(<PersonDeleteRegular />)} disabledFocusable={!can} onClick={acts.giveUp}>
        {words.giveUp}
      </Button>
      {question && <WindowDialog question={question} onAct={onAct} onClose={close} />}
    </div>
  );
}
