import { Client } from 'pg';
import { origin, tokenFor } from '../journeys/portal';
import { openShop, type Shop } from '../journeys/shop';
import { ConfigApi } from '../story/config-api';
import { pause, until } from '../story/until';
import { Agent } from './agent';
import { auditEach } from '../../apps/cli/src/store/audit/auditor';
import { employ, signedIn } from './crowd';
import type { Findings } from './findings';
import { Line } from './line';
import type { Random } from './random';
import { Records } from './records';
import { call } from './security/http-matrix';
import { newSessionSecret } from './security/people';
import { RawSocket } from './security/raw-socket';
import type { System } from './system';

const atOnce = 30;
const windowSeconds = 4;
/** The last attempt for a window comes this long after its deadline. */
const latestMs = 5;
const [shortestMs, longestMs] = [10, 3_000];
const settleMs = 60_000;

/** A conversation whose customer was disconnected. */
interface Prize {
  readonly id: string;
  readonly secret: string;
  readonly token: string;
}

interface RaceTerms {
  readonly system: System;
  readonly shop: Shop;
  readonly agent: Agent;
  readonly random: Random;
}

/**
 * Plays races for windows through the gateways' public interfaces. Around a deadline the device returns,
 * another device continues, the customer starts a new chat, the agent ends and extends, and the timers
 * expire. A race that the same side always wins tests nothing: the slower the machine, the earlier all
 * attempts begin. Returns how each disconnect was decided.
 */
export async function playApiRaces(
  system: System,
  { count, random, isStopped }: { count: number; random: Random; isStopped: () => boolean },
  findings: Findings,
): Promise<ReadonlyMap<string, number>> {
  const config = system.of('config')[0]?.process.url ?? '';
  const settings = await ConfigApi.open(config, { login: 'admin@demo', password: 'rejoin-demo' });
  const shop = await openShop(settings, 'shop-race', {
    signedIn: true,
    reconnect: { timeLimitSeconds: windowSeconds, extension: { times: 1, seconds: 5 } },
  });
  await employ(settings, 'agent-race', [shop], 100);
  const line = await Line.to(system.gatewayUrls);
  const agent = new Agent('agent-race', line, random, new Records());
  agent.resting = true;
  const outcomes = new Map<string, number>();
  const found: string[] = [];
  let earlyMs = 200;
  try {
    await signedIn(agent);
    for (let left = count; left > 0 && !isStopped(); left -= atOnce) {
      const terms = { system, shop, agent, random };
      const prizes = await Promise.all(
        Array.from({ length: Math.min(atOnce, left) }, (_, i) => lostChat(terms, left - i)),
      );
      const back = await raced(terms, prizes, earlyMs);
      let expired = 0;
      for (const [id, how] of await decided(terms, prizes)) {
        for (const one of how) outcomes.set(one, (outcomes.get(one) ?? 0) + 1);
        if (how[0] === 'ReconnectExpired') expired++;
        if (how.length !== 1) found.push(`${id} was decided ${how.length} times: ${how.join(', ')}`);
        if (back.has(id) && !how.includes('ReconnectAccepted'))
          found.push(
            `${id}: ${back.get(id)} got the reply that it had returned, and the result is ${how.join(', ')}`,
          );
      }
      if (expired / prizes.length > 0.7) earlyMs = Math.min(longestMs, earlyMs * 2);
      if (expired / prizes.length < 0.3) earlyMs = Math.max(shortestMs, earlyMs / 2);
    }
  } finally {
    agent.leave();
    await line.close();
  }
  findings.add('each race at the gateways has one winner, and no reply contradicts it', found.slice(0, 5));
  for (const [promise, lines] of await auditEach(system.databaseUrl))
    if (/^1[123] /.test(promise)) findings.add(promise, lines);
  return outcomes;
}

/** A chat that an agent serves, whose connection is lost. */
async function lostChat({ system, shop, agent }: RaceTerms, n: number): Promise<Prize> {
  const secret = newSessionSecret();
  const token = await tokenFor(shop.privateKey ?? '', `racer-${n}`);
  const socket = await RawSocket.open(`${system.gatewayUrls[n % system.gatewayUrls.length]}/v1/chat`, origin);
  const id = await until('a chat starts', async () => {
    const requestId = newSessionSecret();
    socket.send({ type: 'start', requestId, widgetId: shop.name, secret, token });
    const answer = await socket.answer(requestId);
    return answer.includes('"resumed"') && (JSON.parse(answer) as { conversationId: string }).conversationId;
  });
  await until('an agent serves it', () => agent.desk.conversation(id));
  socket.close();
  return { id, secret, token };
}

/** Returns, by conversation, the participant that got a reply that it had returned. */
async function raced(
  terms: RaceTerms,
  prizes: readonly Prize[],
  earlyMs: number,
): Promise<ReadonlyMap<string, string>> {
  const { system, random } = terms;
  const deadlines = await until('every window is open', async () => {
    const rows = await ask<{ id: string; at: Date }>(
      system.databaseUrl,
      'select conversation_id as id, deadline_at as at from reconnection_timer.windows where conversation_id = any($1)',
      [prizes.map(({ id }) => id)],
    );
    return rows.length === prizes.length && new Map(rows.map(({ id, at }) => [id, new Date(at).getTime()]));
  });
  const back = new Map<string, string>();
  await Promise.all(
    prizes.map(async (prize) => {
      const grabs = random
        .shuffled(await waysBack(terms, prize))
        .filter(() => random.isIt(0.6))
        .map(({ who, grab }) => ({
          who,
          grab,
          at: (deadlines.get(prize.id) ?? 0) + latestMs - random.next() ** 2 * earlyMs,
        }));
      await Promise.all(
        grabs.map(async ({ who, grab, at }) => {
          await pause(at - Date.now());
          if (await grab()) back.set(prize.id, who);
        }),
      );
    }),
  );
  return back;
}

interface Way {
  readonly who: string;
  /** Whether the reply says that the customer has returned. */
  grab(): Promise<boolean>;
}

/** The sockets are opened before, because only the instant of the request counts. */
async function waysBack({ system, shop, agent }: RaceTerms, { id, secret, token }: Prize): Promise<Way[]> {
  const [one = '', other = one] = system.gatewayUrls;
  const [device, page] = [
    await RawSocket.open(`${one}/v1/chat`, origin),
    await RawSocket.open(`${other}/v1/chat`, origin),
  ];
  const said = async (socket: RawSocket, frame: object): Promise<string> => {
    socket.send({ ...frame, requestId: 'grab' });
    const answer = await socket.answer('grab', 20_000);
    socket.close();
    return answer;
  };
  const done = (act: Promise<unknown>): Promise<false> =>
    act.then(
      () => false as const,
      () => false as const,
    );
  return [
    {
      who: 'the device',
      grab: async () =>
        (await said(device, { type: 'resume', conversationId: id, secret, afterSeq: 0 })).includes(
          '"resumed"',
        ),
    },
    {
      who: 'another device',
      grab: async () => {
        const body = { token, conversationId: id, secret: newSessionSecret() };
        const answer = await call(other, 'POST', `/v1/widgets/${shop.name}/continue`, undefined, body);
        return answer.status === 200;
      },
    },
    {
      who: 'a new start',
      grab: () =>
        done(
          said(page, {
            type: 'start',
            widgetId: shop.name,
            secret: newSessionSecret(),
            token,
            startNew: true,
          }),
        ),
    },
    { who: 'the agent’s end', grab: () => done(agent.desk.end(id)) },
    { who: 'the agent’s extension', grab: () => done(agent.desk.extend(id)) },
  ];
}

/**
 * How the first disconnect of each conversation was decided. The timers have a while for extended windows.
 * The agent ends each decided conversation at once, and the decision is read again when the end has been
 * recorded: an end must not decide the disconnect a second time.
 */
async function decided(
  { system, agent }: RaceTerms,
  prizes: readonly Prize[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const end = performance.now() + settleMs;
  const told = new Set<string>();
  for (;;) {
    const rows = await ask<{ id: string; type: string; isOver: boolean; isFirst: boolean }>(
      system.databaseUrl,
      `select aggregate_id as id, type, type <> 'ReconnectAccepted' as "isOver",
         coalesce(data->>'epoch', data->>'endedEpoch', '') = '1' as "isFirst"
       from reconnection_timer.outbox
       where aggregate_id = any($1) and type in ('ReconnectAccepted', 'ReconnectExpired', 'ConversationSealed')
       order by seq`,
      [prizes.map(({ id }) => id)],
    );
    const byId = new Map(prizes.map(({ id }) => [id, [] as string[]]));
    for (const { id, type, isFirst } of rows) if (isFirst) byId.get(id)?.push(type);
    const over = new Set(rows.filter(({ isOver }) => isOver).map(({ id }) => id));
    if (over.size === prizes.length || performance.now() > end) return byId;
    for (const [id, how] of byId) {
      if (how.length === 0 || over.has(id) || told.has(id)) continue;
      told.add(id);
      // A refused end is retried.
      agent.desk.end(id).catch(() => told.delete(id));
    }
    await pause(200);
  }
}

async function ask<Row>(url: string, text: string, values: unknown[]): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text, values)).rows as Row[];
  } finally {
    await client.end();
  }
}
