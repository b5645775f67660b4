import { Input, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { secondsIn, textOfSeconds, wholeNumberIn } from '../form/duration-text';
import type { Bound } from '../form/use-form';
import { Labelled } from './labelled';

interface Props {
  readonly bound: Bound;
  readonly label: string;
  /** NaN while the typed text is not a number. */
  readonly value: number;
  readonly unit?: string;
  readonly hint?: string | undefined;
  readonly isRequired?: boolean;
  onValue(value: number): void;
  /** Called instead of `onValue` when the field is emptied, if it may be empty. */
  onEmpty?: () => void;
}

/** A whole number. */
export function NumberField(props: Props) {
  return (
    <TypedNumber
      {...props}
      read={wholeNumberIn}
      write={(value) => (Number.isNaN(value) ? '' : String(value))}
    />
  );
}

/** A duration in seconds, typed in another unit. */
export function DurationField({ unitSeconds, ...props }: Props & { readonly unitSeconds: number }) {
  return (
    <TypedNumber
      {...props}
      read={(text) => secondsIn(text, unitSeconds)}
      write={(value) => textOfSeconds(value, unitSeconds)}
    />
  );
}

interface Typing {
  read(text: string): number;
  write(value: number): string;
}

/** Keeps the typed text as long as it represents the value. */
function TypedNumber(props: Props & Typing) {
  const { bound, label, value, unit, hint, isRequired, onValue, onEmpty, read, write } = props;
  const [typed, setTyped] = useState('');
  const meant = read(typed);
  const isMeant = Object.is(meant, value) && (typed !== '' || Number.isNaN(value));
  return (
    <Labelled bound={bound} label={label} hint={hint} isRequired={isRequired}>
      <Input
        style={{ maxWidth: '220px' }}
        inputMode="decimal"
        autoComplete="off"
        value={isMeant ? typed : write(value)}
        readOnly={bound.isReadOnly}
        onBlur={bound.onLeave}
        onChange={(_, changed) => {
          setTyped(changed.value);
          if (onEmpty && changed.value.trim() === '') onEmpty();
          else onValue(read(changed.value));
        }}
        {...(unit === undefined ? {} : { contentAfter: <Text size={200}>{unit}</Text> })}
      />
    </Labelled>
  );
}
