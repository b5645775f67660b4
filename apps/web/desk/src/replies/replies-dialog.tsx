import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from '@fluentui/react-components';
import { newClientId, type OwnQuickReply } from '@rejoin/client';
import { useEffect, useState } from 'react';
import { DangerButton } from '../../../kit/danger-button';
import { useFocusReturn } from '../../../kit/focus-return';
import { kitWords } from '../../../kit/kit-words';
import { useWords } from '../../../kit/language';
import { useToasts } from '../../../kit/toasts';
import { useAction } from '../chats/use-action';
import { useOwnReplies } from '../desk/use-own-replies';
import { useDeskWords } from '../words/words';
import { ReplyForm, type Draft } from './reply-form';
import { ReplyList } from './reply-list';

/** The agent's own quick replies: to search, create, change and delete. */
export function RepliesDialog({ onClose }: { onClose(): void }) {
  const words = useDeskWords().replies;
  const toasts = useToasts();
  const { items, load, save, remove } = useOwnReplies();
  const { isBusy, run } = useAction();
  const [draft, setDraft] = useState<Draft>();
  const [removed, setRemoved] = useState<OwnQuickReply>();
  useFocusReturn();
  // Another device may have changed them.
  useEffect(() => {
    load().catch(toasts.failed);
  }, [load, toasts]);
  return (
    <Dialog
      open
      onOpenChange={(_, { open }) => {
        if (!open) onClose();
      }}
    >
      <DialogSurface>
        {removed ? (
          <RemoveQuestion
            title={removed.title}
            onRemove={() => {
              setRemoved(undefined);
              run(() => remove(removed.quickReplyId));
            }}
            onCancel={() => {
              setRemoved(undefined);
            }}
          />
        ) : (
          <DialogBody>
            <DialogTitle>{words.title}</DialogTitle>
            <DialogContent>
              {draft ? (
                <ReplyForm
                  draft={draft}
                  isBusy={isBusy}
                  onSave={(next) => {
                    run(
                      () => save(next),
                      () => {
                        setDraft(undefined);
                        toasts.succeeded(words.saved);
                      },
                    );
                  }}
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
            </DialogContent>
            {!draft && (
              <DialogActions>
                <DialogTrigger disableButtonEnhancement>
                  <Button>{words.close}</Button>
                </DialogTrigger>
              </DialogActions>
            )}
          </DialogBody>
        )}
      </DialogSurface>
    </Dialog>
  );
}

/**
 * Asks in the same dialog. A second one over it would hide it from screen readers, also after its end when the button that
 * opened the second one is gone.
 */
function RemoveQuestion(props: { readonly title: string; onRemove(): void; onCancel(): void }) {
  const { title, onRemove, onCancel } = props;
  const words = useDeskWords().replies;
  const { cancel } = useWords(kitWords);
  return (
    <DialogBody>
      <DialogTitle>{words.removeTitle({ title })}</DialogTitle>
      <DialogContent>{words.removeText}</DialogContent>
      <DialogActions>
        <Button autoFocus onClick={onCancel}>
          {cancel}
        </Button>
        <DangerButton onClick={onRemove}>{words.removeAction}</DangerButton>
      </DialogActions>
    </DialogBody>
  );
}
