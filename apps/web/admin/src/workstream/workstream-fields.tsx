import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { WorkstreamSettings } from '@rejoin/contracts';
import { DurationField, NumberField } from '../fields/number-field';
import { SuggestField } from '../fields/suggest-field';
import { SwitchField } from '../fields/switch-field';
import { TextField } from '../fields/text-field';
import type { FormTools } from '../form/use-form';
import { useAdminWords, useFields } from '../words/words';
import { changeSetting } from './change-setting';
import { closesLaterThanSet } from './new-workstream';
import { OfferFields } from './offer-fields';
import { OutcomeFields } from './outcome-fields';
import { RetentionFields } from './retention-fields';
import { WrapUpFields } from './wrap-up-fields';

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')].map((value) => ({
  value,
  label: value.replaceAll('_', ' '),
}));

/** The fields of a workstream. */
export function WorkstreamFields({
  form,
  isNew = false,
}: {
  form: FormTools<WorkstreamSettings>;
  isNew?: boolean;
}) {
  const words = useAdminWords();
  const fields = useFields();
  const { draft, bind } = form;
  const change = (changed: Partial<WorkstreamSettings>) => {
    changeSetting(form, changed);
  };
  return (
    <>
      <TextField
        bound={bind('/name')}
        label={fields['/name']}
        value={draft.name}
        isRequired
        autoFocus={isNew}
        onValue={(name) => {
          change({ name });
        }}
      />
      <NumberField
        bound={bind('/unitsPerConversation')}
        label={fields['/unitsPerConversation']}
        hint={words.workstream.priceHint}
        unit={words.units}
        value={draft.unitsPerConversation}
        onValue={(unitsPerConversation) => {
          change({ unitsPerConversation });
        }}
      />
      <WrapUpFields form={form} />
      <MinutesField form={form} name="autoCloseSeconds" hint={words.workstream.autoCloseHint} />
      {closesLaterThanSet(draft) && (
        <MessageBar intent="warning" layout="multiline" style={{ marginBlockEnd: '16px' }}>
          <MessageBarBody>{words.workstream.closesLater}</MessageBarBody>
        </MessageBar>
      )}
      <MinutesField form={form} name="openHoldSeconds" hint={words.workstream.openHoldHint} />
      <OutcomeFields form={form} />
      <OfferFields form={form} />
      <RetentionFields form={form} />
      <SuggestField
        bound={bind('/timeZone')}
        label={fields['/timeZone']}
        hint={words.workstream.timeZoneHint}
        value={draft.timeZone}
        suggestions={zones}
        isRequired
        onValue={(timeZone) => {
          change({ timeZone });
        }}
      />
      {!isNew && (
        <SwitchField
          bound={bind('/active')}
          label={fields['/active']}
          hint={words.workstream.activeHint}
          isOn={draft.active}
          onValue={(active) => {
            change({ active });
          }}
        />
      )}
    </>
  );
}

interface MinutesProps {
  readonly form: FormTools<WorkstreamSettings>;
  readonly name: 'autoCloseSeconds' | 'openHoldSeconds';
  readonly hint: string;
}

function MinutesField({ form, name, hint }: MinutesProps) {
  const words = useAdminWords();
  const fields = useFields();
  return (
    <DurationField
      bound={form.bind(`/${name}`)}
      label={fields[`/${name}`]}
      hint={hint}
      unit={words.minutes}
      unitSeconds={60}
      value={form.draft[name]}
      onValue={(value) => {
        changeSetting(form, { [name]: value });
      }}
    />
  );
}
