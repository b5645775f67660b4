import type { WorkstreamSettings } from '@rejoin/contracts';
import { NumberField } from '../fields/number-field';
import type { FormTools } from '../form/use-form';
import { useAdminWords, useFields } from '../words/words';
import { changeSetting } from './change-setting';

/** How long transcripts and conversations are kept. */
export function RetentionFields({ form }: { form: FormTools<WorkstreamSettings> }) {
  const { keepTranscriptsHint, keepConversationsHint } = useAdminWords().workstream;
  return (
    <>
      <DaysField form={form} name="keepTranscriptsDays" hint={keepTranscriptsHint} />
      <DaysField form={form} name="keepConversationsDays" hint={keepConversationsHint} />
    </>
  );
}

interface DaysProps {
  readonly form: FormTools<WorkstreamSettings>;
  readonly name: 'keepTranscriptsDays' | 'keepConversationsDays';
  readonly hint: string;
}

/** A number of days. Without one, there is no limit. */
function DaysField({ form, name, hint }: DaysProps) {
  const words = useAdminWords();
  const fields = useFields();
  return (
    <NumberField
      bound={form.bind(`/${name}`)}
      label={fields[`/${name}`]}
      hint={hint}
      unit={words.days}
      value={form.draft[name] ?? NaN}
      onValue={(value) => {
        changeSetting(form, { [name]: value });
      }}
      onEmpty={() => {
        changeSetting(form, { [name]: null });
      }}
    />
  );
}
