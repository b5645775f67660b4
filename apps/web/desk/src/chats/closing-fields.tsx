import { Field, makeStyles, Select, Spinner, tokens } from '@fluentui/react-components';
import type { ClosingChoices } from '@rejoin/client';
import { later } from '../../../kit/later';
import type { Closing } from '../view/closing';
import { useDeskWords } from '../words/words';

interface Props {
  readonly choices: ClosingChoices;
  readonly closing: Closing;
  onClosing(closing: Closing): void;
}

/** Its list needs a large library, which only workstreams with tags need, and only at the end of a conversation. */
const LaterTagsField = later(() => import('./tags-field').then(({ TagsField }) => TagsField), {
  opening: <Spinner size="small" aria-hidden />,
});

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
        <LaterTagsField
          className={styles.field}
          control={styles.control}
          tags={tags}
          closing={closing}
          onClosing={onClosing}
        />
      )}
    </div>
  );
}
