import { Combobox, Option } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { nameOf, type Kind } from '../api/kinds';
import { useConsole } from '../shell/console';
import { useAdminWords } from '../words/words';

interface Props {
  readonly kind: Kind;
  readonly value: string | null;
  /** The text for nothing selected. */
  readonly none: string;
  readonly isDisabled?: boolean;
  readonly width?: string;
  onLeave?(): void;
  onValue(id: string | null): void;
}

const nothing = '';
const most = 20;

/** Selects one resource of a kind. The service searches them by a part of their name. */
export function ThingPicker({ kind, value, none, isDisabled = false, width, onLeave, onValue }: Props) {
  const words = useAdminWords();
  const { api } = useConsole();
  const [typed, setTyped] = useState<string>();
  const search = typed ?? '';
  const found = useQuery({
    queryKey: [kind, 'offered', search],
    queryFn: () => api.list(kind, { search, limit: most }),
    placeholderData: keepPreviousData,
  });
  const chosen = useQuery({
    queryKey: [kind, 'name', value],
    queryFn: async () => (value === null ? '' : nameOf((await api.read(kind, value)).settings)),
  });
  // What cannot be read any more is shown by its id.
  const name = chosen.isError ? value : chosen.data;
  return (
    <Combobox
      autoComplete="off"
      style={{ maxWidth: width ?? '420px', minWidth: 0 }}
      placeholder={value === null ? none : words.loading}
      value={typed ?? name ?? ''}
      selectedOptions={[value ?? nothing]}
      disabled={isDisabled}
      onFocus={({ currentTarget }) => {
        currentTarget.select();
      }}
      onBlur={() => {
        setTyped(undefined);
        onLeave?.();
      }}
      onInput={({ currentTarget }) => {
        setTyped(currentTarget.value);
      }}
      onOptionSelect={(_, { optionValue }) => {
        // Typing clears the selection and searches again.
        if (optionValue === undefined) return;
        setTyped(undefined);
        onValue(optionValue === nothing ? null : optionValue);
      }}
    >
      <Option value={nothing} text={none}>
        {none}
      </Option>
      <>
        {(found.data?.items ?? []).map(({ id, settings }) => (
          <Option key={id} value={id} text={nameOf(settings)}>
            {nameOf(settings)}
          </Option>
        ))}
      </>
    </Combobox>
  );
}
