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
import type { Waiting } from '../view/find-chats';
import { partsOf } from '../view/slug';
import { useWaited } from '../desk/use-seconds';
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

/** Somebody who waits: who it is, how they begin, and for how long. */
export const QueueItem = memo(function QueueItem({ waiting }: { waiting: Waiting }) {
  const styles = useStyles();
  const words = useDeskWords();
  const formats = useFormats();
  const desk = useDesk();
  const toasts = useToasts();
  const whoId = useId('who');
  const workstream = useDeskView((view) => view.desk.welcome?.names?.[waiting.workstreamId]);
  const [isBusy, setBusy] = useState(false);
  const waited = formats.span(useWaited(waiting.queuedAt));
  const { customerName = null, firstWords = null } = waiting;
  const name = customerName ?? words.unknownCustomer;
  const pick = async () => {
    setBusy(true);
    try {
      await desk.client.pick(waiting.conversationId);
      goToChat(waiting.conversationId);
    } catch (error) {
      toasts.failed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <li className={styles.item} data-goes>
      <Avatar
        {...(customerName === null ? {} : { name: customerName, ...initialsOf(customerName) })}
        size={40}
        color="colorful"
        idForColor={waiting.conversationId}
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
          {words.waitingSince(waited)}
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
        aria-label={words.pickThis(waited)}
        aria-describedby={whoId}
        onClick={() => void pick()}
      >
        {words.pick}
      </Button>
    </li>
  );
});
