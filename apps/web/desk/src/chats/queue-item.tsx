import { Button, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components';
import { PersonClockRegular } from '@fluentui/react-icons';
import type { DeskStatus } from '@rejoin/client';
import { useState } from 'react';
import { useFormats } from '../../../kit/language';
import { useToasts } from '../../../kit/toasts';
import { useDesk } from '../desk/use-desk';
import { goToChat } from '../desk/use-route';
import { useDeskWords } from '../words/words';

const useStyles = makeStyles({
  item: {
    display: 'grid',
    gridTemplateColumns: '44px minmax(0, 1fr) auto',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    minHeight: '56px',
    paddingInline: tokens.spacingHorizontalS,
  },
  icon: { fontSize: '24px', justifySelf: 'center', color: tokens.colorNeutralForeground3 },
  quiet: { color: tokens.colorNeutralForeground2, display: 'block' },
});

/** Somebody who waits. Who it is and what they wrote comes with the conversation. */
export function QueueItem({ waiting }: { waiting: DeskStatus['queue'][number] }) {
  const styles = useStyles();
  const words = useDeskWords();
  const formats = useFormats();
  const desk = useDesk();
  const toasts = useToasts();
  const [isBusy, setBusy] = useState(false);
  const since = formats.time(waiting.queuedAt);
  const pick = async () => {
    setBusy(true);
    try {
      await desk.client.pick(waiting.conversationId);
      goToChat(waiting.conversationId);
    } catch (error) {
      toasts.failed(error);
    } finally {
      setBusy(false);
      desk.client.refresh().catch(() => undefined);
    }
  };
  return (
    <li className={styles.item}>
      <PersonClockRegular className={styles.icon} aria-hidden />
      <span>
        <Text>{words.waitingSince(since)}</Text>
        <Caption1 className={styles.quiet}>{waiting.workstreamId}</Caption1>
      </span>
      <Button size="small" disabled={isBusy} aria-label={words.pickThis(since)} onClick={() => void pick()}>
        {words.pick}
      </Button>
    </li>
  );
}
