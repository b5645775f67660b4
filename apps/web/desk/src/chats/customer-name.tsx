import { Button, Caption1, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons';
import type { Snapshot } from '@rejoin/contracts';
import { useEffect, useRef, useState } from 'react';
import { later, withQueries } from '../../../kit/later';
import { useDeskWords } from '../words/words';
import { useCustomerName } from './use-customer-name';

const LaterRenameForm = later(() =>
  withQueries(() => import('./rename-form').then(({ RenameForm }) => RenameForm)),
);

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  title: { margin: 0, overflowWrap: 'anywhere', flexGrow: 1, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2, display: 'block', overflowWrap: 'anywhere' },
});

/** The name of the customer, which the agent can correct. The name that the customer gave stays visible. */
export function CustomerName({ snapshot }: { snapshot: Snapshot }) {
  const styles = useStyles();
  const words = useDeskWords().person;
  const name = useCustomerName(snapshot);
  const [isEdited, setEdited] = useState(false);
  const row = useRef<HTMLDivElement>(null);
  const wasEdited = useRef(false);
  useEffect(() => {
    if (!isEdited && wasEdited.current) row.current?.querySelector('button')?.focus();
    wasEdited.current = isEdited;
  }, [isEdited]);
  const { givenName } = snapshot;
  return (
    <div>
      {isEdited ? (
        <LaterRenameForm
          snapshot={snapshot}
          onDone={() => {
            setEdited(false);
          }}
        />
      ) : (
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
              setEdited(true);
            }}
          />
        </div>
      )}
      {givenName !== undefined && (
        <Caption1 className={styles.quiet}>
          {givenName === null ? words.noGivenName : words.givenName({ name: givenName })}
        </Caption1>
      )}
    </div>
  );
}
