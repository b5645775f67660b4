import { Refusal } from '@rejoin/client';
import type { FieldError } from '@rejoin/contracts';
import { useReducer, useState } from 'react';
import {
  evolveForm,
  isDirty,
  problemAt,
  startForm,
  type FormAction,
  type FormState,
} from '../form/form-state';
import type { Problems } from '../form/problem';
import type { FormTools } from '../form/use-editor';

/** The form of a wizard. Its steps are validated one by one, and the last one saves it. */
export interface StepForm<Draft> extends FormTools<Draft> {
  readonly isDirty: boolean;
  /** Validates the fields with these pointer prefixes, and shows what is wrong. True if all are valid. */
  passes(fields: readonly string[]): boolean;
  /** Shows the problems from the server. */
  refuse(error: unknown): void;
}

export function useStepForm<Draft>(start: () => Draft, check: (draft: Draft) => Problems): StepForm<Draft> {
  const [first] = useState(start);
  const [form, dispatch] = useReducer(
    (state: FormState<Draft>, action: FormAction<Draft>) => evolveForm(state, action),
    first,
    startForm,
  );
  const checks = check(form.draft);
  return {
    draft: form.draft,
    saved: form.base,
    isReadOnly: false,
    isDirty: isDirty(form),
    bind: (field) => ({
      problem: problemAt(form, checks, field),
      isReadOnly: false,
      onLeave: () => {
        dispatch({ type: 'left', field });
      },
    }),
    change: (field, draft) => {
      dispatch({ type: 'typed', field, draft });
    },
    passes: (fields) => {
      const wrong = [...checks.keys()].filter((field) => fields.some((one) => field.startsWith(one)));
      dispatch({ type: 'asked', fields: wrong });
      return wrong.length === 0;
    },
    refuse: (error) => {
      const fields: readonly FieldError[] = error instanceof Refusal ? error.errors : [];
      dispatch({ type: 'refused', fields });
    },
  };
}
