import type { Bound } from '../form/use-form';
import { Labelled } from './labelled';
import { PickList } from './pick-list';
import type { Option } from './pick-options';

interface Props<Value extends string> {
  readonly bound: Bound;
  readonly label: string;
  readonly values: readonly Value[];
  readonly options: readonly Option<Value>[];
  readonly hint?: string;
  onValues(values: Value[]): void;
}

/** Several of very many, as a field of a form. */
export function PickManyField<Value extends string>({ bound, label, hint, ...list }: Props<Value>) {
  return (
    <Labelled bound={bound} label={label} {...(hint === undefined ? {} : { hint })}>
      <div>
        <PickList label={label} isReadOnly={bound.isReadOnly} {...list} />
      </div>
    </Labelled>
  );
}
