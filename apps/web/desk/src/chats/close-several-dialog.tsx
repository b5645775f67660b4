import {
  Button,
  Caption1,
  Checkbox,
  DialogTrigger,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { DialogFrame } from '../../../kit/dialog-frame';
import { kitWords } from '../../../kit/kit-words';
import { useWords } from '../../../kit/language';
import { useToasts } from '../../../kit/toasts';
import { withEach } from '../../../kit/with-each';
import { useDesk } from '../desk/use-desk';
import { nothingChosen } from '../view/closing';
import type { Chat } from '../view/chats';
import { useListWords } from '../words/use-list-words';
import { useDeskWords } from '../words/words';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  list: { display: 'flex', flexDirection: 'column', maxHeight: '40vh', overflowY: 'auto' },
  label: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
});

/**
 * Closes several conversations in wrap-up, of those that were in wrap-up when it was opened. The draft of a note is added to
 * its conversation first.
 */
export function CloseSeveralDialog({ chats: now, onClose }: { chats: readonly Chat[]; onClose(): void }) {
  const styles = useStyles();
  const words = useDeskWords();
  const list = useListWords();
  const { cancel } = useWords(kitWords);
  const desk = useDesk();
  const toasts = useToasts();
  const [opened] = useState(() => new Set(now.map(({ conversationId }) => conversationId)));
  const chats = now.filter(({ conversationId }) => opened.has(conversationId));
  const [excluded, setExcluded] = useState<ReadonlySet<string>>(new Set());
  const [isBusy, setBusy] = useState(false);
  const chosen = chats.filter(({ conversationId }) => !excluded.has(conversationId));
  const toggle = (id: string) => {
    const next = new Set(excluded);
    if (!next.delete(id)) next.add(id);
    setExcluded(next);
  };
  const close = async () => {
    setBusy(true);
    const { done, failed } = await withEach(
      chosen.map(({ conversationId }) => conversationId),
      async (id) => {
        await desk.messages.addNote(id);
        await desk.closeConversation(id, desk.closings.get(id) ?? nothingChosen);
      },
    );
    onClose();
    if (done.length > 0) toasts.succeeded(list.closedSeveral({ count: done.length }));
    const [first] = failed;
    if (first) toasts.failed(first.error, list.notClosed({ count: failed.length }));
  };
  return (
    <DialogFrame
      title={list.closeSeveralTitle}
      onClose={onClose}
      actions={
        <>
          <DialogTrigger disableButtonEnhancement>
            <Button>{cancel}</Button>
          </DialogTrigger>
          <Button
            appearance="primary"
            disabledFocusable={isBusy || chosen.length === 0}
            {...(isBusy ? { icon: <Spinner size="tiny" aria-hidden /> } : {})}
            onClick={() => void close()}
          >
            {list.closeSelected({ count: chosen.length })}
          </Button>
        </>
      }
    >
      <div className={styles.content}>
        <Text>{list.closeSeveralText}</Text>
        <Checkbox
          label={list.selectAll}
          checked={chosen.length === chats.length ? true : chosen.length === 0 ? false : 'mixed'}
          onChange={(_, { checked }) => {
            const none = chats.map(({ conversationId }) => conversationId);
            setExcluded(new Set(checked === true ? [] : none));
          }}
        />
        <div className={styles.list} role="group" aria-label={list.closeSeveralTitle} tabIndex={0}>
          {chats.map(({ conversationId, snapshot }) => (
            <Checkbox
              key={conversationId}
              checked={!excluded.has(conversationId)}
              onChange={() => {
                toggle(conversationId);
              }}
              label={
                <span className={styles.label}>
                  <bdi>{snapshot.customer.name ?? words.unknownCustomer}</bdi>
                  {desk.messages.hasNote(conversationId) && <Caption1>{list.draftNote}</Caption1>}
                </span>
              }
            />
          ))}
        </div>
      </div>
    </DialogFrame>
  );
}
