import { Refusal } from '@rejoin/client';
import { useReducer } from 'react';
import { evolveForm, isDirty, problemAt, startForm, type FormAction, type FormState } from './form-state';
import type { Problem, Problems } from './problem';
import { tidied } from './tidied';

/** The state of a field besides its value. */
export interface Bound {
  readonly problem: Problem | undefined;
  readonly isReadOnly: boolean;
  onLeave(): void;
}

/** The interface of a form to its fields. */
export interface FormTools<Draft> {
  readonly draft: Draft;
  readonly isReadOnly: boolean;
  bind(field: string): Bound;
  change(field: string, draft: Draft): void;
}

export interface Form<Draft> extends FormTools<Draft> {
  /** The settings from which the draft began. */
  readonly saved: Draft;
  /** The draft as it is checked and saved. */
  readonly tidy: Draft;
  readonly isDirty: boolean;
  /** The fields that show a problem, once saving was tried. */
  readonly wrong: readonly string[];
  /** Checks the fields with these pointer prefixes, and shows what is wrong. True if all are valid. */
  passes(fields: readonly string[]): boolean;
  /** Checks all fields, and shows what is wrong from now on. True if all are valid. */
  passesAll(): boolean;
  /** Shows the problems that the service found. */
  refuse(error: unknown): void;
  /** Continues from settings that another person has saved. */
  rebase(base: Draft, draft: Draft): void;
}

/** Keeps the draft of a form, checks it, and decides which fields show their problems. */
export function useForm<Draft extends object>(
  start: Draft,
  check: (draft: Draft) => Problems,
  isReadOnly = false,
): Form<Draft> {
  const [form, dispatch] = useReducer(
    (state: FormState<Draft>, action: FormAction<Draft>) => evolveForm(state, action),
    start,
    startForm,
  );
  const tidy = tidied(form.draft);
  const checks = check(tidy);
  return {
    draft: form.draft,
    saved: form.base,
    tidy,
    isReadOnly,
    isDirty: isDirty(form),
    wrong: [...new Set([...(form.isTried ? checks.keys() : []), ...form.byServer.keys()])],
    bind: (field) => ({
      problem: problemAt(form, checks, field),
      isReadOnly,
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
    passesAll: () => {
      dispatch({ type: 'tried' });
      return checks.size === 0;
    },
    refuse: (error) => {
      dispatch({ type: 'refused', fields: error instanceof Refusal ? error.errors : [] });
    },
    rebase: (base, draft) => {
      dispatch({ type: 'rebased', base, draft });
    },
  };
}
