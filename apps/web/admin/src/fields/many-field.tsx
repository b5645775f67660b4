import { Checkbox, FieldContextProvider, makeStyles, tokens } from '@fluentui/react-components';
import { useId, type ReactElement } from 'react';
import type { Bound } from '../form/use-form';
import { Labelled } from './labelled';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', maxHeight: '280px', overflowY: 'auto' },
  row: { display: 'flex', flexDirection: 'row', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalL },
});

interface Props<Value extends string> {
  readonly bound: Bound;
  readonly label: string;
  readonly values: readonly Value[];
  readonly options: readonly (readonly [Value, string])[];
  readonly hint?: string;
  readonly isRow?: boolean;
  onValues(values: Value[]): void;
}

/** A group of check boxes. */
export function ManyField<Value extends string>({
  bound,
  label,
  values,
  options,
  hint,
  isRow,
  onValues,
}: Props<Value>) {
  const styles = useStyles();
  const id = useId();
  const boxes: ReactElement = (
    <div role="group" aria-label={label} id={id} className={isRow === true ? styles.row : styles.list}>
      {/* Each box has a name of its own; the field's is that of the group. */}
      <FieldContextProvider value={undefined}>
        {options.map(([value, name]) => (
          <Checkbox
            key={value}
            label={name}
            checked={values.includes(value)}
            disabled={bound.isReadOnly}
            onChange={(_, { checked }) => {
              onValues(checked === true ? [...values, value] : values.filter((one) => one !== value));
            }}
          />
        ))}
      </FieldContextProvider>
    </div>
  );
  return (
    <Labelled bound={bound} label={label} {...(hint === undefined ? {} : { hint })}>
      {boxes}
    </Labelled>
  );
}
