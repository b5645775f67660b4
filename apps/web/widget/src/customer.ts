import type { ChatClient, StartOptions } from '@rejoin/client';
import { storable } from './limits';
import { pageAddress, reportPages } from './report-pages';

/** What the page and the browser say about the visitor. */
export type Customer = Pick<StartOptions, 'name' | 'context' | 'visit'>;

const mostName = 200;
const mostVariables = 100;
const mostContext = 8192;
/** Of JSON. With a token and the visit it must fit into the first frame. */
const mostContextBytes = 16_384;
/** The first half of a character that was cut in two, such as an emoji. */
const halfAtEnd = /[\ud800-\udbff]$/;

/**
 * Returns what a chat starts with, and reports the pages that the customer opens during the chat. The panel does not wait
 * for this file, because only the start of a chat needs it.
 */
export function customerOf(given: unknown, client: ChatClient, signal: AbortSignal): Customer {
  reportPages(client, signal);
  return { ...visitorOf(given), visit: visit() };
}

/** Returns the visitor as the page describes them. What cannot be used is left out, with a warning in the console. */
export function visitorOf(given: unknown): Pick<Customer, 'name' | 'context'> {
  const { name, context } = (given ?? {}) as Record<string, unknown>;
  const named =
    typeof name === 'string' ? storable(name.trim().slice(0, mostName).replace(halfAtEnd, '')) : '';
  if (name !== undefined && typeof name !== 'string') console.warn('Rejoin: customer.name is no text.');
  const variables = contextOf(context);
  return { ...(named && { name: named }), ...(variables && { context: variables }) };
}

/** For the agent. What follows the path of the page may contain secrets, and stays here. */
function visit(): NonNullable<Customer['visit']> {
  return {
    page: pageAddress(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    userAgent: navigator.userAgent.slice(0, 500),
  };
}

function contextOf(given: unknown): Record<string, string> | undefined {
  if (given === undefined || given === null) return undefined;
  const variables = Object.entries(given)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([key, value]) => [storable(key), storable(String(value))]);
  const context = Object.fromEntries(variables) as Record<string, string>;
  const fits =
    variables.length <= mostVariables &&
    variables.every(([key = '']) => key.length <= mostName) &&
    variables.flat().join('').length <= mostContext &&
    new TextEncoder().encode(JSON.stringify(context)).length <= mostContextBytes;
  if (typeof given === 'object' && fits) return context;
  console.warn('Rejoin: customer.context is no object, or too large.');
  return undefined;
}
