import type { Snapshot } from '@rejoin/contracts';

/** The variables that a message can have. The gateway replaces the same ones. */
export const variableNames = ['customer.name', 'agent.name', 'workstream.name'] as const;
export type VariableValues = Readonly<Record<(typeof variableNames)[number], string>>;

const form = /\{\{\s*([^{}\n]{1,100}?)\s*\}\}/g;
const ofProduct = /^(?:customer|agent|workstream)\.[a-z]+$/i;

export function written(name: string): string {
  return `{{${name}}}`;
}

/** Returns the values for a conversation; an empty one is unknown. */
export function valuesOf(
  snapshot: Snapshot,
  agentName: string,
  names: Readonly<Record<string, string>> | undefined,
): VariableValues {
  return {
    'customer.name': snapshot.customer.name?.trim() ?? '',
    'agent.name': agentName.trim(),
    'workstream.name': names?.[snapshot.workstreamId]?.trim() ?? '',
  };
}

/** Replaces the variables that have a value. The others stay, so that the agent sees them. */
export function fill(text: string, values: VariableValues): string {
  return text.replace(form, (match, name: string) => valueOf(name, values) || match);
}

/** Returns the variables of a text that have no value, each once, as they are written. */
export function openVariables(text: string, values: VariableValues): string[] {
  const open = [...text.matchAll(form)].filter(([, name = '']) => valueOf(name, values) === '');
  return [...new Set(open.map(([match]) => match))];
}

/** Returns the variables of a text that the product does not know. */
export function unknownVariables(text: string): string[] {
  return openVariables(text, { 'customer.name': '-', 'agent.name': '-', 'workstream.name': '-' });
}

export function hasVariables(text: string): boolean {
  return text.search(form) >= 0;
}

/** Whether the gateway takes it for ordinary text, which an agent may want to write. */
export function canBeText(variable: string): boolean {
  return !ofProduct.test(variable.slice(2, -2).trim());
}

function valueOf(name: string, values: VariableValues): string {
  const known = variableNames.find((one) => one === name.toLowerCase());
  return known === undefined ? '' : values[known];
}
