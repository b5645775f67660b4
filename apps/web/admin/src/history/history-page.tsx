import { Dropdown, Field, makeStyles, Option, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { What } from '../api/kinds';
import { Card } from '../shell/card';
import { Place } from '../shell/place';
import { useAdminWords } from '../words/words';
import { HistoryList } from './history-list';

const useStyles = makeStyles({ filter: { maxWidth: '260px', marginBlockEnd: tokens.spacingVerticalM } });
const whats: readonly What[] = [
  'workstream',
  'widget',
  'agent',
  'quick-reply',
  'account',
  'service-account',
  'webhook',
];
const everything = 'everything';

/** The history of changes of all settings. */
export function HistoryPage() {
  const styles = useStyles();
  const words = useAdminWords();
  const [what, setWhat] = useState<What>();
  return (
    <Place title={words.history} intro={words.audit.intro}>
      <Field label={words.audit.filter} className={styles.filter}>
        <Dropdown
          value={what === undefined ? words.audit.everything : words.audit.whats[what]}
          selectedOptions={[what ?? everything]}
          onOptionSelect={(_, { optionValue }) => {
            setWhat(whats.find((one) => one === optionValue));
          }}
        >
          <Option value={everything}>{words.audit.everything}</Option>
          <>
            {whats.map((one) => (
              <Option key={one} value={one}>
                {words.audit.whats[one]}
              </Option>
            ))}
          </>
        </Dropdown>
      </Field>
      <Card title={what === undefined ? words.audit.everything : words.audit.whats[what]}>
        <HistoryList what={what} />
      </Card>
    </Place>
  );
}
