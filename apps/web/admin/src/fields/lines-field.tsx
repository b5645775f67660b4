import { Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { Bound } from '../form/use-form';
import { Labelled } from './labelled';

interface Props {
  readonly bound: Bound;
  readonly label: string;
  readonly hint: string;
  readonly values: readonly string[];
  onValues(values: string[]): void;
}

/** A list of short texts, one on each line. Empty lines and repetitions are left out. */
export function LinesField({ bound, label, hint, values, onValues }: Props) {
  const [text, setText] = useState(values.join('\n'));
  // The settings may have been replaced, for example by those that another person saved.
  const shown = isSame(linesOf(text), values) ? text : values.join('\n');
  return (
    <Labelled bound={bound} label={label} hint={hint}>
      <Textarea
        rows={4}
        resize="vertical"
        value={shown}
        readOnly={bound.isReadOnly}
        onBlur={bound.onLeave}
        onChange={(_, { value }) => {
          setText(value);
          onValues(linesOf(value));
        }}
      />
    </Labelled>
  );
}

function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}
