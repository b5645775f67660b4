import { Button, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components';
import { PersonClockRegular } from '@fluentui/react-icons';
import type { DeskStatus } from '@rejoin/client';
import { useState } from 'react';
import { useFormats } from '../../../kit/language';
import { useToasts } from '../../../kit/toasts';
import { useDesk, useDeskView } from '../desk/use-desk';
import { goToChat } from '../desk/use-route';
import { useWaited } from '../desk/use-seconds';
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
  const workstream = useDeskView((view) => view.desk.welcome?.names?.[waiting.workstreamId]);
  const [isBusy, setBusy] = useState(false);
  const waited = formats.span(useWaited(waiting.queuedAt));
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
        <Text>{words.waitingSince(waited)}</Text>
        {workstream !== undefined && <Caption1 className={styles.quiet}>{workstream}</Caption1>}
      </span>
      <Button size="small" disabled={isBusy} aria-label={words.pickThis(waited)} onClick={() => void pick()}>
        {words.pick}
      </Button>
    </li>
  );
}
