import type { FieldError } from '@rejoin/contracts';
import { problemOf, valueAt } from './field-problem';
import { isSame } from './leaves';
import type { Problem, Problems } from './problem';

/** The state of a form: the saved settings, the draft, and the fields that the person has visited. */
export interface FormState<Draft> {
  readonly base: Draft;
  readonly draft: Draft;
  readonly typed: ReadonlySet<string>;
  /** Fields that were changed and left, or validated. They show their problems from then on. */
  readonly left: ReadonlySet<string>;
  /** The person tried to save: all fields show their problems. */
  readonly isTried: boolean;
  readonly byServer: Problems;
}

export type FormAction<Draft> =
  | { readonly type: 'typed'; readonly field: string; readonly draft: Draft }
  | { readonly type: 'left'; readonly field: string }
  | { readonly type: 'asked'; readonly fields: readonly string[] }
  | { readonly type: 'tried' }
  | { readonly type: 'refused'; readonly fields: readonly FieldError[] }
  | { readonly type: 'rebased'; readonly base: Draft; readonly draft: Draft };

export function startForm<Draft>(base: Draft): FormState<Draft> {
  return { base, draft: base, typed: new Set(), left: new Set(), isTried: false, byServer: new Map() };
}

export function evolveForm<Draft>(form: FormState<Draft>, action: FormAction<Draft>): FormState<Draft> {
  switch (action.type) {
    case 'typed':
      return {
        ...form,
        draft: action.draft,
        typed: new Set([...form.typed, action.field]),
        byServer: without(form.byServer, action.field),
      };
    case 'left':
      // A field that was only focused, and not changed, shows no problem.
      return form.typed.has(action.field) ? { ...form, left: new Set([...form.left, action.field]) } : form;
    case 'asked':
      return { ...form, left: new Set([...form.left, ...action.fields]) };
    case 'tried':
      return { ...form, isTried: true, byServer: new Map() };
    case 'refused':
      return {
        ...form,
        byServer: new Map(
          action.fields.map((one) => [
            one.field,
            problemOf(one, valueAt(form.draft, one.field.split('/').slice(1))),
          ]),
        ),
      };
    case 'rebased':
      return { ...startForm(action.base), draft: action.draft };
  }
}

export function isDirty({ base, draft }: FormState<unknown>): boolean {
  return !isSame(base, draft);
}

/** The problem that a field shows: one from the server first, otherwise its own after it was visited or saving was tried. */
export function problemAt(form: FormState<unknown>, checks: Problems, field: string): Problem | undefined {
  const said = form.byServer.get(field);
  if (said) return said;
  return form.isTried || form.left.has(field) ? checks.get(field) : undefined;
}

/** Problems from the server are dropped for fields that have changed since. */
function without(problems: Problems, field: string): Problems {
  return new Map([...problems].filter(([one]) => !one.startsWith(field)));
}
