import { MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import type { WorkstreamSettings } from '@rejoin/contracts';
import type { Kinds, SavedItem } from '../api/kinds';
import { PickField } from '../fields/choice-field';
import { DurationField, NumberField } from '../fields/number-field';
import { PickManyField } from '../fields/pick-many-field';
import { SwitchField } from '../fields/switch-field';
import { TextField } from '../fields/text-field';
import type { FormTools } from '../form/use-form';
import { useAdminWords, useFields } from '../words/words';

type AgentSettings = Kinds['agents'];

interface Props {
  readonly form: FormTools<AgentSettings>;
  readonly workstreams: readonly SavedItem<WorkstreamSettings>[];
  readonly isNew?: boolean;
}

/** The fields of an agent: capacity, presence, grace period and workstreams. */
export function AgentFields({ form, workstreams, isNew = false }: Props) {
  const words = useAdminWords();
  const fields = useFields();
  const { draft, bind } = form;
  const change = (changed: Partial<AgentSettings>) => {
    form.change(`/${Object.keys(changed)[0] ?? ''}`, { ...draft, ...changed });
  };
  const tooDear = workstreams.filter(
    ({ id, settings }) => draft.workstreamIds.includes(id) && settings.unitsPerConversation > draft.maxUnits,
  );
  const offered = workstreams.filter(
    ({ id, settings }) => settings.active || draft.workstreamIds.includes(id),
  );
  return (
    <>
      <TextField
        bound={bind('/displayName')}
        label={fields['/displayName']}
        value={draft.displayName}
        isRequired
        autoFocus={isNew}
        onValue={(displayName) => {
          change({ displayName });
        }}
      />
      <NumberField
        bound={bind('/maxUnits')}
        label={fields['/maxUnits']}
        hint={words.people.maximumHint}
        unit={words.units}
        value={draft.maxUnits}
        onValue={(maxUnits) => {
          change({ maxUnits });
        }}
      />
      {tooDear.length > 0 && (
        <MessageBar intent="warning" layout="multiline" style={{ marginBlockEnd: tokens.spacingVerticalL }}>
          <MessageBarBody>
            {words.people.tooSmall({ names: tooDear.map(({ settings }) => settings.name).join(', ') })}
          </MessageBarBody>
        </MessageBar>
      )}
      <PickField
        bound={bind('/defaultPresence')}
        label={fields['/defaultPresence']}
        value={draft.defaultPresence}
        options={words.presences}
        onValue={(defaultPresence) => {
          change({ defaultPresence });
        }}
      />
      <DurationField
        bound={bind('/graceSeconds')}
        label={fields['/graceSeconds']}
        hint={words.people.graceHint}
        unit={words.seconds}
        unitSeconds={1}
        value={draft.graceSeconds}
        onValue={(graceSeconds) => {
          change({ graceSeconds });
        }}
      />
      <PickManyField
        bound={bind('/workstreamIds')}
        label={fields['/workstreamIds']}
        values={draft.workstreamIds}
        options={offered.map(({ id, settings }) => [id, settings.name] as const)}
        {...(draft.workstreamIds.length === 0 ? { hint: words.people.noWorkstream } : {})}
        onValues={(workstreamIds) => {
          change({ workstreamIds });
        }}
      />
      {!isNew && (
        <SwitchField
          bound={bind('/active')}
          label={fields['/active']}
          hint={words.people.deactivateAgent}
          isOn={draft.active}
          onValue={(active) => {
            change({ active });
          }}
        />
      )}
    </>
  );
}
