import { refuse, type Refused } from '@rejoin/kernel';

/** The values of the variables in a message of an agent. A variable without a value here is unknown. */
export type VariableValues = Readonly<Record<string, string | null>>;

/** A variable of the product, such as `{{customer.name}}`. Other texts in braces may be what the agent writes about. */
const known = /\{\{\s*((?:customer|agent|workstream)\.[a-z]+)\s*\}\}/gi;
/** In a prepared text, everything of this form is meant to be replaced. */
const any = /\{\{[^{}\n]{1,100}\}\}/;

export function hasVariable(text: string): boolean {
  return text.search(known) >= 0;
}

/** Whether a prepared text has a variable that the product does not know. */
export function hasOtherVariable(text: string): boolean {
  return any.test(text.replace(known, ''));
}

/** Replaces the variables. A value is not searched for variables again, because it may be chosen by the customer. */
export function fillVariables(text: string, values: VariableValues): string | Refused {
  const valueOf = (name: string) => values[name.toLowerCase()]?.trim() ?? '';
  if ([...text.matchAll(known)].some(([, name = '']) => valueOf(name) === ''))
    return refuse('variable-without-value');
  return text.replace(known, (_, name: string) => valueOf(name));
}
