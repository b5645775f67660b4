import type { ReactNode } from 'react';
import { SwitchField } from '../fields/switch-field';
import { TextField } from '../fields/text-field';
import type { FormTools } from '../form/use-form';
import { useFields } from '../words/words';

interface Named {
  readonly name: string;
  readonly active: boolean;
}

interface Props<Draft extends Named> {
  readonly form: Pick<FormTools<Draft>, 'bind' | 'change'> & { readonly draft: Draft };
  /** What happens when the switch is off. */
  readonly activeHint: string;
  /** The fields between the name and the switch. */
  readonly children: ReactNode;
}

/** The fields of what has a name and can be deactivated: the name first, the switch last. */
export function NamedFields<Draft extends Named>({ form, activeHint, children }: Props<Draft>) {
  const fields = useFields();
  const { draft, bind, change } = form;
  return (
    <>
      <TextField
        bound={bind('/name')}
        label={fields['/name']}
        value={draft.name}
        isRequired
        autoFocus
        onValue={(name) => {
          change('/name', { ...draft, name });
        }}
      />
      {children}
      <SwitchField
        bound={bind('/active')}
        label={fields['/active']}
        hint={activeHint}
        isOn={draft.active}
        onValue={(active) => {
          change('/active', { ...draft, active });
        }}
      />
    </>
  );
}
