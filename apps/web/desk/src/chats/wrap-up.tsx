import { Button, Field, makeStyles, Text, Textarea, tokens } from '@fluentui/react-components';
import { CheckmarkRegular, NoteAddRegular, PersonProhibitedRegular } from '@fluentui/react-icons';
import type { Snapshot } from '@rejoin/contracts';
import { useCallback, useState } from 'react';
import { laterOverlay } from '../../../kit/later';
import { useToasts } from '../../../kit/toasts';
import { useAction } from '../../../kit/use-action';
import { useBlockWords } from '../blocks/words/words';
import { useClosing } from '../desk/use-closing';
import { useDesk, useDeskView } from '../desk/use-desk';
import { leaveChat } from '../desk/use-route';
import { canClose, nothingChosen, offered } from '../view/closing';
import { noteOf } from '../view/kept-work';
import { endOf } from '../view/system-sentence';
import { useDeskWords } from '../words/words';
import { ClosingFields } from './closing-fields';
import { useCustomerName } from './use-customer-name';

const LaterBlockDialog = laterOverlay(() =>
  import('../blocks/block-dialog').then(({ BlockDialog }) => BlockDialog),
);

const useStyles = makeStyles({
  box: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    paddingInline: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalM,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  first: { marginInlineEnd: 'auto' },
  actions: { display: 'flex', flexWrap: 'wrap', justifyContent: 'end', gap: tokens.spacingHorizontalS },
});

/** The form for the internal note of an ended conversation and for closing it. An unsaved note is kept as a draft. */
export function WrapUp({ snapshot }: { snapshot: Snapshot }) {
  const styles = useStyles();
  const words = useDeskWords();
  const { block } = useBlockWords();
  const toasts = useToasts();
  const [blocks, setBlocks] = useState(false);
  const stopBlocking = useCallback(() => {
    setBlocks(false);
  }, []);
  const desk = useDesk();
  const customer = useCustomerName(snapshot);
  const { conversationId } = snapshot;
  const note = useDeskView((view) => view.work.drafts[noteOf(conversationId)]) ?? '';
  const hasNote = desk.messages.hasNote(conversationId);
  const choices = useClosing(snapshot.workstreamId);
  const [closing, setClosing] = useState(desk.closings.get(conversationId) ?? nothingChosen);
  const chosen = offered(closing, choices);
  const add = useAction(
    () => desk.messages.addNote(conversationId),
    () => {
      toasts.succeeded(words.noteAdded);
    },
  );
  const close = useAction(async () => {
    await desk.messages.addNote(conversationId);
    // The conversation stays open when the person has typed more in the meantime.
    if (desk.messages.hasNote(conversationId)) return;
    await desk.closeConversation(conversationId, chosen);
    toasts.succeeded(words.closed);
    leaveChat(conversationId);
  });
  const isBusy = add.isPending || close.isPending;
  return (
    <section className={styles.box} aria-label={words.wrapUpTitle}>
      <Text weight="semibold">{words.endedBy[endOf(snapshot)]}</Text>
      <Field label={words.noteLabel}>
        <Textarea
          rows={3}
          resize="none"
          dir="auto"
          placeholder={words.notePlaceholder}
          value={note}
          onChange={(_, { value }) => {
            desk.messages.draftNote(conversationId, value);
          }}
        />
      </Field>
      {choices && (
        <ClosingFields
          choices={choices}
          closing={chosen}
          onClosing={(next) => {
            desk.closings.set(conversationId, next);
            setClosing(next);
          }}
        />
      )}
      <div className={styles.actions}>
        <Button
          className={styles.first}
          appearance="subtle"
          icon={<PersonProhibitedRegular />}
          onClick={() => {
            setBlocks(true);
          }}
        >
          {block}
        </Button>
        {blocks && (
          <LaterBlockDialog
            customer={customer}
            block={(options) => desk.client.blockCustomer(conversationId, options)}
            onClose={stopBlocking}
          />
        )}
        <Button
          icon={<NoteAddRegular />}
          disabled={!hasNote || isBusy}
          onClick={() => {
            add.mutate();
          }}
        >
          {words.addNote}
        </Button>
        <Button
          appearance="primary"
          icon={<CheckmarkRegular />}
          disabledFocusable={isBusy || !canClose(chosen, choices)}
          onClick={() => {
            close.mutate();
          }}
        >
          {hasNote ? words.saveAndClose : words.closeConversation}
        </Button>
      </div>
    </section>
  );
}
