import { Button, Input, makeStyles, tokens } from '@fluentui/react-components';
import type { Snapshot } from '@rejoin/contracts';
import { pageLimits } from '@rejoin/contracts/plain';
import { useState } from 'react';
import { useAction } from '../../../kit/use-action';
import { useDesk } from '../desk/use-desk';
import { useDeskWords } from '../words/words';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  field: { flexGrow: 1, minWidth: '120px' },
});

/** The form that corrects the name of a customer. */
export function RenameForm({ snapshot, onDone }: { snapshot: Snapshot; onDone(): void }) {
  const styles = useStyles();
  const words = useDeskWords().person;
  const desk = useDesk();
  const [draft, setDraft] = useState(snapshot.customer.name ?? '');
  const { mutate, isPending } = useAction(
    (name: string) => desk.client.renameCustomer(snapshot.conversationId, name),
    onDone,
  );
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        mutate(draft.trim());
      }}
    >
      <Input
        className={styles.field}
        autoFocus
        aria-label={words.name}
        maxLength={pageLimits.customerNameUnits}
        value={draft}
        input={{ dir: 'auto' }}
        onChange={(_, { value }) => {
          setDraft(value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
        }}
      />
      <Button type="submit" appearance="primary" disabledFocusable={isPending}>
        {words.save}
      </Button>
      <Button onClick={onDone}>{words.cancel}</Button>
    </form>
  );
}
