import { Button, DialogTrigger } from '@fluentui/react-components';
import { newClientId, type OwnQuickReply } from '@rejoin/client';
import { useEffect, useState } from 'react';
import { DangerButton } from '../../../kit/danger-button';
import { DialogFrame } from '../../../kit/dialog-frame';
import { kitWords } from '../../../kit/kit-words';
import { useWords } from '../../../kit/language';
import { useToasts } from '../../../kit/toasts';
import { useAction } from '../../../kit/use-action';
import { useOwnReplies } from '../desk/use-own-replies';
import { useDeskWords } from '../words/words';
import { useReplyWords } from './words/words';
import { ReplyForm, type Draft } from './reply-form';
import { ReplyList } from './reply-list';

/** The agent's own quick replies: to search, create, change and delete. */
export function RepliesDialog({ onClose }: { onClose(): void }) {
  const words = useReplyWords();
  const { title } = useDeskWords().replies;
  const { cancel } = useWords(kitWords);
  const toasts = useToasts();
  const { items, load, save, remove } = useOwnReplies();
  const [draft, setDraft] = useState<Draft>();
  const [removed, setRemoved] = useState<OwnQuickReply>();
  const saving = useAction(save, () => {
    setDraft(undefined);
    toasts.succeeded(words.saved);
  });
  const removing = useAction(remove);
  // Another device may have changed them.
  useEffect(() => {
    load().catch(toasts.failed);
  }, [load, toasts]);
  // A second dialog over this one would hide it from screen readers, also after its end when the button that opened the
  // second one is gone.
  if (removed) {
    return (
      <DialogFrame
        title={words.removeTitle({ title: removed.title })}
        onClose={onClose}
        actions={
          <>
            <Button
              autoFocus
              onClick={() => {
                setRemoved(undefined);
              }}
            >
              {cancel}
            </Button>
            <DangerButton
              onClick={() => {
                setRemoved(undefined);
                removing.mutate(removed.quickReplyId);
              }}
            >
              {words.removeAction}
            </DangerButton>
          </>
        }
      >
        {words.removeText}
      </DialogFrame>
    );
  }
  const close = (
    <DialogTrigger disableButtonEnhancement>
      <Button>{words.close}</Button>
    </DialogTrigger>
  );
  return (
    <DialogFrame title={title} onClose={onClose} {...(draft ? {} : { actions: close })}>
      {draft ? (
        <ReplyForm
          draft={draft}
          isBusy={saving.isPending || removing.isPending}
          onSave={saving.mutate}
          onCancel={() => {
            setDraft(undefined);
          }}
        />
      ) : (
        <ReplyList
          items={items}
          onAdd={() => {
            setDraft({ quickReplyId: newClientId(), title: '', body: '' });
          }}
          onEdit={setDraft}
          onRemove={setRemoved}
        />
      )}
    </DialogFrame>
  );
}
