import { Button, Input, makeStyles, tokens } from '@fluentui/react-components';
import type { Snapshot } from '@rejoin/contracts';
import { pageLimits } from '@rejoin/contracts/plain';
import { useState } from 'react';
import { useDesk } from '../desk/use-desk';
import { useDeskWords } from '../words/words';
import { useAction } from './use-action';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  field: { flexGrow: 1, minWidth: '120px' },
});

/** The form that corrects the name of a customer. */
export function RenameForm({ snapshot, onDone }: { snapshot: Snapshot; onDone(): void }) {
  const styles = useStyles();
  const words = useDeskWords().person;
  const desk = useDesk();
  const { isBusy, run } = useAction();
  const [draft, setDraft] = useState(snapshot.customer.name ?? '');
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        run(() => desk.client.renameCustomer(snapshot.conversationId, draft.trim()), onDone);
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
      <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
        {words.save}
      </Button>
      <Button onClick={onDone}>{words.cancel}</Button>
    </form>
  );
}
