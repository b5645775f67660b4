import { Input, Textarea } from '@fluentui/react-components';
import type { Bound } from '../form/use-form';
import { Labelled } from './labelled';

interface Props {
  readonly bound: Bound;
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly isRequired?: boolean;
  /** Addresses, usernames and keys are left-to-right in every language. */
  readonly isCode?: boolean;
  readonly type?: 'text' | 'password' | 'datetime-local';
  readonly placeholder?: string;
  readonly rows?: number;
  readonly autoFocus?: boolean;
  onValue(value: string): void;
}

/** One line of text, or several. */
export function TextField({
  bound,
  label,
  value,
  hint,
  isRequired,
  isCode,
  type,
  placeholder,
  rows,
  autoFocus,
  onValue,
}: Props) {
  const common = {
    value,
    readOnly: bound.isReadOnly,
    onBlur: bound.onLeave,
    onChange: (_: unknown, changed: { value: string }) => {
      onValue(changed.value);
    },
    ...(isCode === true ? { dir: 'ltr' as const, spellCheck: false, autoComplete: 'off' } : {}),
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(autoFocus === true ? { autoFocus } : {}),
  };
  return (
    <Labelled bound={bound} label={label} hint={hint} isRequired={isRequired}>
      {rows === undefined ? (
        <Input
          {...common}
          {...(type === undefined ? {} : { type })}
          {...(type === 'password' ? { autoComplete: 'new-password' } : {})}
        />
      ) : (
        <Textarea {...common} rows={rows} resize="vertical" />
      )}
    </Labelled>
  );
}
