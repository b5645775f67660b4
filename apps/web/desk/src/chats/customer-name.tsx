import { Button, Caption1, Input, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons';
import type { Snapshot } from '@rejoin/contracts';
import { useEffect, useRef, useState } from 'react';
import { useDesk } from '../desk/use-desk';
import { useDeskWords } from '../words/words';
import { useAction } from './use-action';
import { useCustomerName } from './use-customer-name';

const nameUnits = 200;

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  form: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  field: { flexGrow: 1, minWidth: '120px' },
  title: { margin: 0, overflowWrap: 'anywhere', flexGrow: 1, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2, display: 'block', overflowWrap: 'anywhere' },
});

/** The name of the customer, which the agent can correct. The name that the customer gave stays visible. */
export function CustomerName({ snapshot }: { snapshot: Snapshot }) {
  const styles = useStyles();
  const words = useDeskWords().person;
  const desk = useDesk();
  const name = useCustomerName(snapshot);
  const { isBusy, run } = useAction();
  const [draft, setDraft] = useState<string>();
  const row = useRef<HTMLDivElement>(null);
  const wasEdited = useRef(false);
  useEffect(() => {
    if (draft === undefined && wasEdited.current) row.current?.querySelector('button')?.focus();
    wasEdited.current = draft !== undefined;
  }, [draft]);
  const done = () => {
    setDraft(undefined);
  };
  const { givenName } = snapshot;
  return (
    <div>
      {draft === undefined ? (
        <div ref={row} className={styles.row}>
          <Subtitle2 as="h3" className={styles.title}>
            {name}
          </Subtitle2>
          <Button
            size="small"
            appearance="subtle"
            icon={<EditRegular />}
            aria-label={words.edit}
            onClick={() => {
              setDraft(snapshot.customer.name ?? '');
            }}
          />
        </div>
      ) : (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            run(() => desk.client.renameCustomer(snapshot.conversationId, draft.trim()), done);
          }}
        >
          <Input
            className={styles.field}
            autoFocus
            aria-label={words.name}
            maxLength={nameUnits}
            value={draft}
            input={{ dir: 'auto' }}
            onChange={(_, { value }) => {
              setDraft(value);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Escape') done();
            }}
          />
          <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
            {words.save}
          </Button>
          <Button onClick={done}>{words.cancel}</Button>
        </form>
      )}
      {givenName !== undefined && (
        <Caption1 className={styles.quiet}>
          {givenName === null ? words.noGivenName : words.givenName({ name: givenName })}
        </Caption1>
      )}
    </div>
  );
}
