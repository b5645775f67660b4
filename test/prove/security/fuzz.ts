import {
  AgentRequest,
  allConfigRoutes,
  CustomerRequest,
  customerHttp,
  supervisorHttp,
} from '@rejoin/contracts';
import { hostileBodies, hostileValues, placesIn, withAt } from '@rejoin/testing';
import type { z } from 'zod';
import { origin } from '../../journeys/portal';
import { pause } from '../../story/until';
import type { Random } from '../random';
import type { System } from '../system';
import { framesOf } from './frame-matrix';
import { call, pathOf } from './http-matrix';
import { newSessionSecret, tokenOf, type People } from './people';
import { RawSocket } from './raw-socket';
import { httpRoutes } from './routes';

const atOnce = 8;

/** A frame of a hostile client: a declared one with wrong values, or no frame at all. */
export function hostileFrame(frames: readonly object[], random: Random): string {
  let value: unknown = random.pick(frames);
  for (let n = random.between(1, 3); n > 0; n--)
    value = withAt(
      value,
      random.pick(placesIn(value)),
      hostileValues[random.between(0, hostileValues.length - 1)],
    );
  // Undefined has no JSON.
  const text = (JSON.stringify(value) as string | undefined) ?? '';
  if (random.isIt(0.8)) return text;
  const at = random.between(0, text.length);
  return random.pick([
    text.slice(0, at),
    `${text.slice(0, at)}\0${text.slice(at)}`,
    `[${text}`,
    '',
    '\u{1f4a9}'.repeat(99),
  ]);
}

/**
 * Sends this number of frames, before and after an identification. Returns the frames that a healthy service
 * must not answer in this way.
 */
export async function fuzzFrames(
  system: System,
  people: People,
  { count, random, isStopped }: { count: number; random: Random; isStopped: () => boolean },
): Promise<{ sent: number; found: string[] }> {
  let sent = 0;
  const found: string[] = [];
  const one = async (chance: Random): Promise<void> => {
    while (sent < count && !isStopped()) {
      const isDesk = chance.isIt(0.5);
      const gateway = chance.pick(system.gatewayUrls);
      const socket = await RawSocket.open(`${gateway}${isDesk ? '/v1/desk' : '/v1/chat'}`, origin);
      if (chance.isIt(0.6)) {
        socket.send(isDesk ? signIn(people) : start(people));
        await socket.answer('first');
      }
      const frames = framesOf(isDesk ? AgentRequest : CustomerRequest);
      // An identified client may continue after a refusal. A frame that cannot be read ends the connection.
      for (let n = 40; n > 0 && socket.isOpen && sent < count; n--) {
        socket.send(hostileFrame(frames, chance));
        sent++;
        if (n % 10 === 0) await pause(10);
      }
      await pause(20);
      socket.close();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, i) => one(random.fork(i))));
  return { sent, found };
}

/** Sends nearly valid bodies to every route, as a principal that may send them. */
export async function fuzzHttp(
  system: System,
  people: People,
  { count, random, isStopped }: { count: number; random: Random; isStopped: () => boolean },
): Promise<{ sent: number; found: string[] }> {
  const config = system.of('config')[0]?.process.url ?? '';
  const routes = httpRoutes().filter(({ method, path }) => method !== 'OPTIONS' && !path.endsWith('/poll'));
  let token = people.tokens.administrator;
  const found: string[] = [];
  let sent = 0;
  while (sent < count && !isStopped()) {
    const route = random.pick(routes);
    const schema = schemaOf(route.method, route.path);
    const body =
      route.method === 'GET'
        ? undefined
        : random.pick(schema ? hostileBodies(schema, 1) : ['{', '[]', '"x"']);
    const query = random.isIt(0.3) ? `?limit=${encodeURIComponent(random.pick(hostileText))}` : '';
    const path = random.isIt(0.2)
      ? route.path.replace(/:\w+/g, encodeURIComponent(random.pick(hostileText)))
      : pathOf(route, people);
    const url = system.of(route.service)[0]?.process.url ?? '';
    sent++;
    try {
      const { status } = await call(url, route.method, `${path}${query}`, token, body);
      if (status >= 500)
        found.push(`${route.method} ${path}${query} gets ${status} for ${body?.slice(0, 200)}`);
      // A sign-out or a new password ends the sign-in that was used.
      if (status === 401 && route.roles !== null) token = await tokenOf(config, 'admin@demo', 'rejoin-demo');
    } catch (error) {
      found.push(`${route.method} ${path}${query}: ${String(error)}`);
    }
  }
  return { sent, found: found.slice(0, 5) };
}

const hostileText = hostileValues.filter(
  (value): value is string =>
    typeof value === 'string' && value.length < 1_000 && !/[\ud800-\udfff]/.test(value),
);

function schemaOf(method: string, path: string): z.ZodType | undefined {
  const declared = allConfigRoutes.find((route) => route.method === method && route.path === path);
  const verb = (path.split('/').at(-1) ?? '').replace(/-([a-z])/g, (_, letter: string) =>
    letter.toUpperCase(),
  );
  const others = { ...customerHttp, ...supervisorHttp } as Readonly<Record<string, z.ZodType>>;
  return declared?.body ?? others[verb];
}

function start({ shop }: People): object {
  return { type: 'start', requestId: 'first', widgetId: shop.name, secret: newSessionSecret() };
}

function signIn({ tokens }: People): object {
  return { type: 'sign-in', requestId: 'first', token: tokens.stranger };
}
