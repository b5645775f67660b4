import { Combobox, Option } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Labelled } from '../fields/labelled';
import type { Bound } from '../form/use-form';
import { useThingNames } from '../history/thing-names';
import { useConsole } from '../shell/console';
import { useAdminWords, useFields } from '../words/words';

interface Props {
  readonly bound: Bound;
  readonly value: string | null;
  onValue(agentId: string | null): void;
}

const nobody = '';
const most = 20;

/** Selects one agent. The server searches the agents by a part of their name. */
export function AgentField({ bound, value, onValue }: Props) {
  const words = useAdminWords();
  const fields = useFields();
  const { api } = useConsole();
  const [typed, setTyped] = useState<string>();
  const names = useThingNames([{ agentId: value }]);
  const search = typed ?? '';
  const found = useQuery({
    queryKey: ['agents', 'offered', search],
    queryFn: () => api.list('agents', { search, limit: most }),
    placeholderData: keepPreviousData,
  });
  const agents = found.data?.items ?? [];
  const chosen =
    value === null ? '' : (agents.find(({ id }) => id === value)?.settings.displayName ?? names.get(value));
  return (
    <Labelled bound={bound} label={fields['/agentId']} hint={words.people.agentHint}>
      <Combobox
        autoComplete="off"
        style={{ maxWidth: '420px' }}
        placeholder={value === null ? words.nobody : words.loading}
        value={typed ?? chosen ?? ''}
        selectedOptions={[value ?? nobody]}
        disabled={bound.isReadOnly}
        onFocus={({ currentTarget }) => {
          currentTarget.select();
        }}
        onBlur={() => {
          setTyped(undefined);
          bound.onLeave();
        }}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
        }}
        onOptionSelect={(_, { optionValue }) => {
          // Typing clears the selection and searches again.
          if (optionValue === undefined) return;
          setTyped(undefined);
          onValue(optionValue === nobody ? null : optionValue);
        }}
      >
        <Option value={nobody} text={words.nobody}>
          {words.nobody}
        </Option>
        <>
          {agents.map(({ id, settings }) => (
            <Option key={id} value={id} text={settings.displayName}>
              {settings.displayName}
            </Option>
          ))}
        </>
      </Combobox>
    </Labelled>
  );
}
