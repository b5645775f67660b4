import { Dropdown, Field, Option } from '@fluentui/react-components';
import type { Closing } from '../view/closing';
import { useDeskWords } from '../words/words';

interface Props {
  readonly className: string;
  readonly control: string;
  readonly tags: readonly string[];
  readonly closing: Closing;
  onClosing(closing: Closing): void;
}

/** The tags of a conversation in wrap-up, of which an agent can choose several. */
export function TagsField({ className, control, tags, closing, onClosing }: Props) {
  const words = useDeskWords().closing;
  return (
    <Field className={className} label={words.tags}>
      <Dropdown
        className={control}
        multiselect
        inlinePopup
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
  );
}
