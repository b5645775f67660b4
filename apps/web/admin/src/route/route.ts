/** A place in the console, which the fragment of the address contains. */
export type Route =
  | {
      readonly at:
        | 'home'
        | 'workstreams'
        | 'agents'
        | 'accounts'
        | 'import-accounts'
        | 'service-accounts'
        | 'webhooks'
        | 'history';
    }
  | { readonly at: 'webhook'; readonly webhookId: string }
  | { readonly at: 'new-workstream' }
  | { readonly at: 'workstream'; readonly workstreamId: string; readonly widgetId?: string }
  | { readonly at: 'new-widget'; readonly workstreamId: string };

const id = '([A-Za-z0-9_-]{1,64})';
const patterns: readonly (readonly [RegExp, (...found: string[]) => Route])[] = [
  [/^\/workstreams$/, () => ({ at: 'workstreams' })],
  [/^\/new-workstream$/, () => ({ at: 'new-workstream' })],
  [new RegExp(`^/workstreams/${id}$`), (workstreamId = '') => ({ at: 'workstream', workstreamId })],
  [
    new RegExp(`^/workstreams/${id}/new-widget$`),
    (workstreamId = '') => ({ at: 'new-widget', workstreamId }),
  ],
  [
    new RegExp(`^/workstreams/${id}/widgets/${id}$`),
    (workstreamId = '', widgetId = '') => ({ at: 'workstream', workstreamId, widgetId }),
  ],
  [/^\/agents$/, () => ({ at: 'agents' })],
  [/^\/accounts$/, () => ({ at: 'accounts' })],
  [/^\/import-accounts$/, () => ({ at: 'import-accounts' })],
  [/^\/service-accounts$/, () => ({ at: 'service-accounts' })],
  [/^\/webhooks$/, () => ({ at: 'webhooks' })],
  [new RegExp(`^/webhooks/${id}$`), (webhookId = '') => ({ at: 'webhook', webhookId })],
  [/^\/history$/, () => ({ at: 'history' })],
];

/** The route of an address. An unknown address leads to the home page. */
export function routeOf(hash: string): Route {
  const path = hash.replace(/^#/, '').replace(/\?.*$/s, '').replace(/\/$/, '');
  for (const [pattern, make] of patterns) {
    const found = pattern.exec(path);
    if (found) return make(...found.slice(1));
  }
  return { at: 'home' };
}

/** The state of a list in an address: what it has behind `?`. */
export function queryIn(hash: string): string {
  const at = hash.indexOf('?');
  return at < 0 ? '' : hash.slice(at + 1);
}

export function hashOf(route: Route): string {
  switch (route.at) {
    case 'home':
      return '#/';
    case 'workstream': {
      const widget = route.widgetId === undefined ? '' : `/widgets/${route.widgetId}`;
      return `#/workstreams/${route.workstreamId}${widget}`;
    }
    case 'new-widget':
      return `#/workstreams/${route.workstreamId}/new-widget`;
    case 'webhook':
      return `#/webhooks/${route.webhookId}`;
    default:
      return `#/${route.at}`;
  }
}
