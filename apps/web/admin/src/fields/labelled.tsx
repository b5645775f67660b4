import { Field, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { Bound } from '../form/use-form';
import { useProblemSentence } from '../words/words';

const useStyles = makeStyles({ field: { marginBlockEnd: tokens.spacingVerticalL } });

interface Props {
  readonly bound: Bound;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly isRequired?: boolean | undefined;
  readonly children: ReactElement;
}

/** A field with its label, hint and problem. */
export function Labelled({ bound: { problem }, label, hint, isRequired, children }: Props) {
  const styles = useStyles();
  const sentence = useProblemSentence();
  return (
    <Field
      className={styles.field}
      label={label}
      required={isRequired === true}
      {...(hint === undefined ? {} : { hint })}
      {...(problem ? { validationState: 'error', validationMessage: sentence(problem) } : {})}
    >
      {children}
    </Field>
  );
}
