import type { WorkstreamSettings } from '@rejoin/contracts';
import { ChoiceField } from '../fields/choice-field';
import { DurationField } from '../fields/number-field';
import type { FormTools } from '../form/use-form';
import { useAdminWords, useFields } from '../words/words';
import { changeSetting } from './change-setting';

/** How long a closed conversation stays with its agent. */
export function WrapUpFields({ form }: { form: FormTools<WorkstreamSettings> }) {
  const words = useAdminWords();
  const fields = useFields();
  const { draft, bind } = form;
  return (
    <>
      <ChoiceField
        bound={bind('/wrapUpRule')}
        label={fields['/wrapUpRule']}
        hint={words.workstream.wrapUpHint}
        value={draft.wrapUpRule}
        options={words.wrapUpRules}
        onValue={(wrapUpRule) => {
          const isCustom = wrapUpRule === 'custom-time';
          changeSetting(form, { wrapUpRule, wrapUpSeconds: isCustom ? (draft.wrapUpSeconds ?? 300) : null });
        }}
      />
      {draft.wrapUpRule === 'custom-time' && (
        <DurationField
          bound={bind('/wrapUpSeconds')}
          label={fields['/wrapUpSeconds']}
          unit={words.minutes}
          unitSeconds={60}
          value={draft.wrapUpSeconds ?? NaN}
          isRequired
          onValue={(wrapUpSeconds) => {
            changeSetting(form, { wrapUpSeconds });
          }}
        />
      )}
    </>
  );
}
