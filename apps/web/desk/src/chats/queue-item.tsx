import {
  Avatar,
  Button,
  Caption1,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
  useId,
} from '@fluentui/react-components';
import { memo, useState } from 'react';
import { initialsOf } from '../../../kit/initials';
import { useFormats } from '../../../kit/language';
import { useToasts } from '../../../kit/toasts';
import { useDesk, useDeskView } from '../desk/use-desk';
import { goToChat } from '../desk/use-route';
import type { QueueEntry } from '../view/find-chats';
import { partsOf } from '../view/slug';
import { useWaitTime } from '../desk/use-seconds';
import { useDeskWords } from '../words/words';

const useStyles = makeStyles({
  item: {
    display: 'grid',
    gridTemplateColumns: '44px minmax(0, 1fr) auto',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    minHeight: '64px',
    paddingInline: tokens.spacingHorizontalS,
  },
  words: { display: 'flex', flexDirection: 'column', gap: '2px', minWidth: 0 },
  line: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    display: 'block',
    textAlign: 'start',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Renders a waiting conversation of the queue: the name, the first message and the waiting time. */
export const QueueItem = memo(function QueueItem({ entry }: { entry: QueueEntry }) {
  const styles = useStyles();
  const words = useDeskWords();
  const formats = useFormats();
  const desk = useDesk();
  const toasts = useToasts();
  const whoId = useId('who');
  const workstream = useDeskView((view) => view.desk.welcome?.names?.[entry.workstreamId]);
  const [isBusy, setBusy] = useState(false);
  const waitTime = formats.span(useWaitTime(entry.queuedAt));
  const { customerName = null, firstWords = null } = entry;
  const name = customerName ?? words.unknownCustomer;
  const pick = async () => {
    setBusy(true);
    try {
      await desk.client.pick(entry.conversationId);
      goToChat(entry.conversationId);
    } catch (error) {
      toasts.failed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.item} data-queue-item>
      <Avatar
        {...(customerName === null ? {} : { name: customerName, ...initialsOf(customerName) })}
        size={40}
        color="colorful"
        idForColor={entry.conversationId}
        aria-hidden
      />
      <span className={styles.words} id={whoId}>
        <Text weight="semibold" className={styles.line} title={name}>
          <bdi>{name}</bdi>
        </Text>
        {firstWords !== null && (
          <Caption1 className={styles.line} title={firstWords}>
            <bdi>
              {partsOf(firstWords)
                .map((part) => part ?? `[${words.link}]`)
                .join('')}
            </bdi>
          </Caption1>
        )}
        <Caption1 className={mergeClasses(styles.line, styles.quiet)}>
          {words.waitingSince({ span: waitTime })}
          {workstream !== undefined && (
            <>
              {' · '}
              <bdi>{workstream}</bdi>
            </>
          )}
        </Caption1>
      </span>
      <Button
        size="small"
        disabled={isBusy}
        aria-label={words.pickThis({ span: waitTime })}
        aria-describedby={whoId}
        onClick={() => void pick()}
      >
        {words.pick}
      </Button>
    </div>
  );
});
