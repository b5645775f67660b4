import type { WorkstreamSettings } from '@rejoin/contracts';
import { LinesField } from '../fields/lines-field';
import { SwitchField } from '../fields/switch-field';
import type { FormTools } from '../form/use-form';
import { useAdminWords, useFields } from '../words/words';
import { changeSetting } from './change-setting';

/** The dispositions and tags that agents can give to a conversation. */
export function OutcomeFields({ form }: { form: FormTools<WorkstreamSettings> }) {
  const words = useAdminWords();
  const fields = useFields();
  const { draft, bind } = form;
  return (
    <>
      <TextsField form={form} name="dispositions" hint={words.workstream.dispositionsHint} />
      {(draft.dispositions ?? []).length > 0 && (
        <SwitchField
          bound={bind('/dispositionRequired')}
          label={fields['/dispositionRequired']}
          hint={words.workstream.dispositionRequiredHint}
          isOn={draft.dispositionRequired ?? false}
          onValue={(dispositionRequired) => {
            changeSetting(form, { dispositionRequired });
          }}
        />
      )}
      <TextsField form={form} name="tags" hint={words.workstream.tagsHint} />
    </>
  );
}

interface TextsProps {
  readonly form: FormTools<WorkstreamSettings>;
  readonly name: 'dispositions' | 'tags';
  readonly hint: string;
}

/** A list of texts, one a line. It shows the problem of the list, or that of its first wrong text. */
function TextsField({ form, name, hint }: TextsProps) {
  const fields = useFields();
  const { draft, bind } = form;
  const values = draft[name] ?? [];
  const bounds = [bind(`/${name}`), ...values.map((_, index) => bind(`/${name}/${index}`))];
  return (
    <LinesField
      bound={bounds.find(({ problem }) => problem) ?? bind(`/${name}`)}
      label={fields[`/${name}`]}
      hint={hint}
      values={values}
      onValues={(next) => {
        changeSetting(form, { [name]: next });
      }}
    />
  );
}
