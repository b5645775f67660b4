import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { WorkstreamSettings } from '@rejoin/contracts';
import { ChoiceField } from '../fields/choice-field';
import { LinesField } from '../fields/lines-field';
import { DurationField, NumberField } from '../fields/number-field';
import { SuggestField } from '../fields/suggest-field';
import { SwitchField } from '../fields/switch-field';
import { TextField } from '../fields/text-field';
import type { FormTools } from '../form/use-form';
import { useAdminWords, useFields } from '../words/words';
import { closesLaterThanSet } from './new-workstream';

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
    form.change(`/${Object.keys(changed)[0] ?? ''}`, { ...draft, ...changed });
  };
  const duration = (name: 'autoCloseSeconds' | 'openHoldSeconds', hint: string) => (
    <DurationField
      bound={bind(`/${name}`)}
      label={fields[`/${name}`]}
      hint={hint}
      unit={words.minutes}
      unitSeconds={60}
      value={draft[name]}
      onValue={(value) => {
        change({ [name]: value });
      }}
    />
  );
  const keptDays = (name: 'keepTranscriptsDays' | 'keepConversationsDays', hint: string) => (
    <NumberField
      bound={bind(`/${name}`)}
      label={fields[`/${name}`]}
      hint={hint}
      unit={words.days}
      value={draft[name] ?? NaN}
      onValue={(value) => {
        change({ [name]: value });
      }}
      onEmpty={() => {
        change({ [name]: null });
      }}
    />
  );
  const lines = (name: 'dispositions' | 'tags', hint: string) => {
    const values = draft[name] ?? [];
    const bounds = [bind(`/${name}`), ...values.map((_, index) => bind(`/${name}/${index}`))];
    return (
      <LinesField
        bound={bounds.find(({ problem }) => problem) ?? bind(`/${name}`)}
        label={fields[`/${name}`]}
        hint={hint}
        values={values}
        onValues={(next) => {
          change({ [name]: next });
        }}
      />
    );
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
      <ChoiceField
        bound={bind('/wrapUpRule')}
        label={fields['/wrapUpRule']}
        hint={words.workstream.wrapUpHint}
        value={draft.wrapUpRule}
        options={words.wrapUpRules}
        onValue={(wrapUpRule) => {
          const isCustom = wrapUpRule === 'custom-time';
          change({ wrapUpRule, wrapUpSeconds: isCustom ? (draft.wrapUpSeconds ?? 300) : null });
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
            change({ wrapUpSeconds });
          }}
        />
      )}
      {duration('autoCloseSeconds', words.workstream.autoCloseHint)}
      {closesLaterThanSet(draft) && (
        <MessageBar intent="warning" layout="multiline" style={{ marginBlockEnd: '16px' }}>
          <MessageBarBody>{words.workstream.closesLater}</MessageBarBody>
        </MessageBar>
      )}
      {duration('openHoldSeconds', words.workstream.openHoldHint)}
      {lines('dispositions', words.workstream.dispositionsHint)}
      {(draft.dispositions ?? []).length > 0 && (
        <SwitchField
          bound={bind('/dispositionRequired')}
          label={fields['/dispositionRequired']}
          hint={words.workstream.dispositionRequiredHint}
          isOn={draft.dispositionRequired ?? false}
          onValue={(dispositionRequired) => {
            change({ dispositionRequired });
          }}
        />
      )}
      {lines('tags', words.workstream.tagsHint)}
      <NumberField
        bound={bind('/offerSeconds')}
        label={fields['/offerSeconds']}
        hint={words.workstream.offerHint}
        unit={words.seconds}
        value={draft.offerSeconds ?? NaN}
        onValue={(offerSeconds) => {
          change({ offerSeconds });
        }}
        onEmpty={() => {
          change({ offerSeconds: null });
        }}
      />
      {typeof draft.offerSeconds === 'number' && (
        <SwitchField
          bound={bind('/awayAfterMissedOffer')}
          label={fields['/awayAfterMissedOffer']}
          hint={words.workstream.awayAfterMissedHint}
          isOn={draft.awayAfterMissedOffer === true}
          onValue={(awayAfterMissedOffer) => {
            change({ awayAfterMissedOffer });
          }}
        />
      )}
      {keptDays('keepTranscriptsDays', words.workstream.keepTranscriptsHint)}
      {keptDays('keepConversationsDays', words.workstream.keepConversationsHint)}
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
