import type { StartOptions } from '@rejoin/client';
import { storable } from './limits';

/** What the page says about its visitor. */
export type Customer = Pick<StartOptions, 'name' | 'context'>;

const mostName = 200;
const mostVariables = 100;
const mostContext = 8192;
/** The first half of a character that was cut in two, such as an emoji. */
const halfAtEnd = /[\ud800-\udbff]$/;

/**
 * Returns the visitor as the page describes them. What cannot be used is left out, with a warning in the console. Few
 * pages say who the visitor is, so this file is fetched only there.
 */
export function customerOf(given: unknown): Customer {
  const { name, context } = (given ?? {}) as Record<string, unknown>;
  const named =
    typeof name === 'string' ? storable(name.trim().slice(0, mostName).replace(halfAtEnd, '')) : '';
  if (name !== undefined && typeof name !== 'string') console.warn('Rejoin: customer.name is no text.');
  const variables = contextOf(context);
  return { ...(named && { name: named }), ...(variables && { context: variables }) };
}

function contextOf(given: unknown): Record<string, string> | undefined {
  if (given === undefined || given === null) return undefined;
  const variables = Object.entries(given)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([key, value]) => [storable(key), storable(String(value))]);
  const fits = variables.length <= mostVariables && variables.flat().join('').length <= mostContext;
  if (typeof given === 'object' && fits) return Object.fromEntries(variables) as Record<string, string>;
  console.warn('Rejoin: customer.context is no object, or too large.');
  return undefined;
}
