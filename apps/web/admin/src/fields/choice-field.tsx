import { Dropdown, Option, Radio, RadioGroup } from '@fluentui/react-components';
import type { Bound } from '../form/use-form';
import { Labelled } from './labelled';

interface Props<Value extends string> {
  readonly bound: Bound;
  readonly label: string;
  readonly value: Value;
  readonly options: Readonly<Record<Value, string>>;
  readonly hint?: string;
  onValue(value: Value): void;
}

const namesIn = <Value extends string>(options: Readonly<Record<Value, string>>) =>
  Object.keys(options) as Value[];

/** A choice of few options, shown as radio buttons. */
export function ChoiceField<Value extends string>({
  bound,
  label,
  value,
  options,
  hint,
  onValue,
}: Props<Value>) {
  return (
    <Labelled bound={bound} label={label} hint={hint}>
      <RadioGroup
        value={value}
        disabled={bound.isReadOnly}
        onChange={(_, chosen) => {
          onValue(chosen.value as Value);
        }}
      >
        {namesIn(options).map((name) => (
          <Radio key={name} value={name} label={options[name]} />
        ))}
      </RadioGroup>
    </Labelled>
  );
}

/** A choice of several options, shown as a dropdown list. */
export function PickField<Value extends string>({
  bound,
  label,
  value,
  options,
  hint,
  onValue,
}: Props<Value>) {
  return (
    <Labelled bound={bound} label={label} hint={hint}>
      <Dropdown
        style={{ maxWidth: '420px' }}
        value={options[value]}
        selectedOptions={[value]}
        disabled={bound.isReadOnly}
        onBlur={bound.onLeave}
        onOptionSelect={(_, { optionValue }) => {
          if (optionValue !== undefined) onValue(optionValue as Value);
        }}
      >
        {namesIn(options).map((name) => (
          <Option key={name} value={name}>
            {options[name]}
          </Option>
        ))}
      </Dropdown>
    </Labelled>
  );
}
