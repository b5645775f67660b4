import { Dropdown, Field, makeStyles, Option, Select, tokens } from '@fluentui/react-components';
import type { ClosingChoices } from '@rejoin/client';
import type { Closing } from '../view/closing';
import { useDeskWords } from '../words/words';

interface Props {
  readonly choices: ClosingChoices;
  readonly closing: Closing;
  onClosing(closing: Closing): void;
}

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  field: { flexGrow: 1, flexBasis: '180px', minWidth: 0 },
  control: { minWidth: 0, maxWidth: 'none' },
});

/** The disposition and the tags of a conversation in wrap-up. What the workstream does not offer is not shown. */
export function ClosingFields({ choices, closing, onClosing }: Props) {
  const styles = useStyles();
  const words = useDeskWords().closing;
  const { dispositions, dispositionRequired, tags } = choices;
  if (dispositions.length === 0 && tags.length === 0) return null;
  return (
    <div className={styles.row}>
      {dispositions.length > 0 && (
        <Field className={styles.field} label={words.disposition} required={dispositionRequired}>
          <Select
            className={styles.control}
            value={closing.disposition ?? ''}
            onChange={(_, { value }) => {
              onClosing({ ...closing, disposition: value === '' ? null : value });
            }}
          >
            <option value="">{words.noDisposition}</option>
            {dispositions.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {tags.length > 0 && (
        <Field className={styles.field} label={words.tags}>
          <Dropdown
            className={styles.control}
            multiselect
            placeholder={words.noTags}
            value={closing.tags.join(', ')}
            selectedOptions={[...closing.tags]}
            onOptionSelect={(_, { selectedOptions }) => {
              onClosing({ ...closing, tags: selectedOptions });
            }}
          >
            {tags.map((tag) => (
              <Option key={tag}>{tag}</Option>
            ))}
          </Dropdown>
        </Field>
      )}
    </div>
  );
}
