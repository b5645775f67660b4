import type { FieldError } from '../api/refused';
import { isSame } from './leaves';
import type { Problem, Problems } from './problem';
import { serverProblem } from './server-problem';

/** A form: what was read, what is typed, and where a person has been. */
export interface FormState<Draft> {
  readonly base: Draft;
  readonly draft: Draft;
  readonly typed: ReadonlySet<string>;
  /** Fields that were typed in and left, or asked for: from then on they say what is wrong. */
  readonly left: ReadonlySet<string>;
  /** Saving was tried: now every field does. */
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
      // Who only passes through, or opens and goes, has done nothing wrong.
      return form.typed.has(action.field) ? { ...form, left: new Set([...form.left, action.field]) } : form;
    case 'asked':
      return { ...form, left: new Set([...form.left, ...action.fields]) };
    case 'tried':
      return { ...form, isTried: true, byServer: new Map() };
    case 'refused':
      return { ...form, byServer: new Map(action.fields.map((one) => [one.field, serverProblem(one)])) };
    case 'rebased':
      return { ...startForm(action.base), draft: action.draft };
  }
}

export function isDirty({ base, draft }: FormState<unknown>): boolean {
  return !isSame(base, draft);
}

/** What a field has to say now: the server's word first, its own check once it was typed in and left, or saving was tried. */
export function problemAt(form: FormState<unknown>, checks: Problems, field: string): Problem | undefined {
  const said = form.byServer.get(field);
  if (said) return said;
  return form.isTried || form.left.has(field) ? checks.get(field) : undefined;
}

/** What the server says of fields that were changed since is no longer true. */
function without(problems: Problems, field: string): Problems {
  return new Map([...problems].filter(([one]) => !one.startsWith(field)));
}
