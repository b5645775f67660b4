import { gatewayRoutes, type Route } from '@rejoin/contracts';
import { eventually } from '@rejoin/testing';
import { chat, gateway, live, world } from '../test/chats.fixture';
import type { SocketConstructor } from './platform';

/** The constructor of WebSockets of a page that may not use them. */
const Blocked = function () {
  throw new Error('blocked');
} as unknown as SocketConstructor;

/** The names of the routes with which requests were answered, or the requests that no route matches. */
function namesOf(requests: readonly string[]): string[] {
  const routes = Object.entries<Route>(gatewayRoutes);
  const names = requests.map((request) => {
    const found = routes.find(([, { method, path }]) =>
      new RegExp(`^${method} ${path.replaceAll(/:\w+/g, '[^/]+')}$`).test(request),
    );
    return found?.[0] ?? request;
  });
  return [...new Set(names)].sort();
}

// The client makes these paths from those of the widget and of the socket, because the panel has no room for all.
it('a chat calls only routes of the contracts', async () => {
  const requests: string[] = [];
  const fetch: typeof globalThis.fetch = (url, init) => {
    requests.push(`${init?.method ?? 'GET'} ${new URL(url).pathname}`);
    return globalThis.fetch(url, init);
  };
  const there = chat({ fetch, WebSocket: Blocked });
  await there.widget();
  void there.start();
  await live(there);
  await there.send('one');
  gateway.agentSays('two');
  await eventually(() => expect(there.seen).toEqual(['1 one', '2 two']));
  there.leave();
  const [conversationId = ''] = world.conversations.keys();
  world.links.set('a-link', conversationId);
  const here = chat({ fetch, token: () => 'a-jwt' });
  await here.listReconnectable();
  await here.continueConversation(conversationId);
  await here.reconnectByLink('a-link');
  expect(namesOf(requests)).toEqual([
    'closeChat',
    'continue',
    'openChat',
    'pollFrames',
    'reconnectable',
    'redeem',
    'sendFrames',
    'widget',
  ]);
});
