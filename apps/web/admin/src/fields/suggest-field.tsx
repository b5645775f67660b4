import { plain } from '../../../kit/plain';
import { Combobox, Option } from '@fluentui/react-components';
import { useState } from 'react';
import type { Bound } from '../form/use-form';
import { Labelled } from './labelled';

export interface Suggestion {
  readonly value: string;
  readonly label: string;
}

interface Props {
  readonly bound: Bound;
  readonly label: string;
  readonly value: string;
  readonly suggestions: readonly Suggestion[];
  readonly hint?: string | undefined;
  readonly isRequired?: boolean;
  readonly isCode?: boolean;
  /** Show all suggestions, regardless of the typed text. */
  readonly isPicks?: boolean;
  onValue(value: string): void;
}

const most = 60;

/** A text field with suggestions. */
export function SuggestField({
  bound,
  label,
  value,
  suggestions,
  hint,
  isRequired,
  isCode,
  isPicks,
  onValue,
}: Props) {
  const [isTyping, setTyping] = useState(false);
  const wanted = plain(value);
  const fitting = suggestions.filter(
    (one) => isPicks === true || !isTyping || plain(`${one.value} ${one.label}`).includes(wanted),
  );
  return (
    <Labelled bound={bound} label={label} hint={hint} isRequired={isRequired}>
      <Combobox
        freeform
        autoComplete="off"
        style={{ maxWidth: '420px' }}
        value={value}
        selectedOptions={[value]}
        disabled={bound.isReadOnly}
        {...(isCode === true ? { input: { dir: 'ltr' } } : {})}
        onBlur={() => {
          setTyping(false);
          bound.onLeave();
        }}
        onInput={({ currentTarget }) => {
          setTyping(true);
          onValue(currentTarget.value);
        }}
        onOptionSelect={(event, { optionValue }) => {
          // It is undefined when the text matches no option any more.
          if (optionValue === undefined) return;
          // Tab leaves the field with the typed text. Fluent would select an option that the text does not match.
          if (isTyping && 'key' in event && event.key === 'Tab') return;
          setTyping(false);
          onValue(optionValue);
        }}
      >
        {fitting.slice(0, most).map((one) => (
          <Option key={one.value} value={one.value} text={one.value}>
            {one.label}
          </Option>
        ))}
      </Combobox>
    </Labelled>
  );
}
