import { Button, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components';
import { HourglassHalfRegular, PersonDeleteRegular } from '@fluentui/react-icons';
import type { Snapshot } from '@rejoin/contracts';
import { useCallback, useMemo, useState } from 'react';
import { laterOverlay } from '../../../kit/later';
import { useFormats } from '../../../kit/language';
import { useShortcuts } from '../../../kit/shortcuts';
import { useToasts } from '../../../kit/toasts';
import { useAction } from '../../../kit/use-action';
import { useDesk } from '../desk/use-desk';
import { useDeskWords } from '../words/words';
import { CountdownRing } from './countdown-ring';
import { useCustomerName } from './use-customer-name';

const LaterConfirmDialog = laterOverlay(() =>
  import('../../../kit/confirm-dialog').then(({ ConfirmDialog }) => ConfirmDialog),
);

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalL,
    paddingInline: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalM,
    backgroundColor: tokens.colorStatusWarningBackground1,
    borderBottom: `1px solid ${tokens.colorStatusWarningBorder1}`,
  },
  words: { display: 'flex', flexDirection: 'column', gap: '2px', flex: '1 1 220px', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground1 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/**
 * Shows, while the customer is disconnected, the reason, the remaining time, the capacity on hold and the available
 * actions.
 */
export function AwayBar({ snapshot }: { snapshot: Snapshot }) {
  const { window, customer, state } = snapshot;
  if (state !== 'active' || customer.status !== 'away' || window === null) return null;
  return <Away snapshot={snapshot} window={window} />;
}

function Away({ snapshot, window }: { snapshot: Snapshot; window: NonNullable<Snapshot['window']> }) {
  const styles = useStyles();
  const words = useDeskWords();
  const formats = useFormats();
  const toasts = useToasts();
  const desk = useDesk();
  const name = useCustomerName(snapshot);
  const [asks, setAsks] = useState(false);
  const { conversationId, customer, slotHeld } = snapshot;
  const extending = useAction(
    () => desk.client.extend(conversationId),
    () => {
      toasts.succeeded(words.extended);
    },
  );
  const givingUp = useAction(() => desk.client.giveUp(conversationId));
  const isBusy = extending.isPending || givingUp.isPending;
  const left = window.extensionsLeft;
  const mayExtend = !isBusy && left > 0;
  const { mutate } = extending;
  const extend = useCallback(() => {
    if (mayExtend) mutate();
  }, [mayExtend, mutate]);
  useShortcuts(useMemo(() => [{ code: 'KeyX', label: words.keys.extend, act: extend }], [words, extend]));
  return (
    <section className={styles.bar} aria-label={words.customerAway({ customer: name })}>
      <CountdownRing window={window} lostAt={customer.lostAt} size={64} />
      <div className={styles.words}>
        <Text weight="semibold">
          {words.customerAway({ customer: name })} · {slotHeld ? words.slotHeld : words.slotNotHeld}
        </Text>
        <Text>
          {words.lostAt({
            time: formats.time(customer.lostAt ?? window.deadlineAt),
            until: formats.time(window.deadlineAt),
          })}
        </Text>
        <Caption1 className={styles.quiet}>{words.messagesWait}</Caption1>
      </div>
      <div className={styles.actions}>
        <Button icon={<HourglassHalfRegular />} disabledFocusable={!mayExtend} onClick={extend}>
          {left === 0
            ? words.noExtensions
            : `${words.extend({ span: formats.span(window.extensionSeconds) })} (${words.extensionsLeft({ count: left })})`}
        </Button>
        <Button
          icon={<PersonDeleteRegular />}
          disabled={isBusy}
          onClick={() => {
            setAsks(true);
          }}
        >
          {words.giveUp}
        </Button>
      </div>
      {asks && (
        <LaterConfirmDialog
          isOpen
          title={words.giveUpTitle({ customer: name })}
          action={words.giveUp}
          onConfirm={() => {
            givingUp.mutate();
          }}
          onClose={() => {
            setAsks(false);
          }}
        >
          {words.giveUpText}
        </LaterConfirmDialog>
      )}
    </section>
  );
}
