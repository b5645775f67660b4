import { Dropdown, Field, makeStyles, Option } from '@fluentui/react-components';
import type { List } from './use-list';

const useStyles = makeStyles({ field: { minWidth: '170px' }, pick: { minWidth: '170px' } });
const any = '';

interface Props {
  readonly list: List;
  readonly name: string;
  readonly label: string;
  /** The text for no filter. */
  readonly all: string;
  readonly options: readonly (readonly [value: string, text: string])[];
}

/** Filters a list by one of a few values. */
export function PickFilter({ list, name, label, all, options }: Props) {
  const styles = useStyles();
  const value = list.state.filters[name];
  const text = options.find(([one]) => one === value)?.[1] ?? value ?? all;
  return (
    <Field label={label} className={styles.field}>
      <Dropdown
        className={styles.pick}
        value={text}
        selectedOptions={[value ?? any]}
        onOptionSelect={(_, { optionValue }) => {
          list.filter(name, optionValue === any ? undefined : optionValue);
        }}
      >
        <Option value={any}>{all}</Option>
        <>
          {options.map(([one, label]) => (
            <Option key={one} value={one}>
              {label}
            </Option>
          ))}
        </>
      </Dropdown>
    </Field>
  );
}
