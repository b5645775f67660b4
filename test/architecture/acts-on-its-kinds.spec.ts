import { followed, type Followed, type ServiceName } from '@rejoin/contracts';
import type { Tx } from '@rejoin/persistence';
import * as timerAgents from '../../apps/reconnection-timer/src/inbound/agent-session.consumer';
import * as timerRouting from '../../apps/reconnection-timer/src/inbound/routing.consumer';
import * as timerSession from '../../apps/reconnection-timer/src/inbound/session.consumer';
import { SetAlarms } from '../../apps/reconnection-timer/src/use-cases/set-alarms';
import * as routingAgents from '../../apps/routing/src/inbound/agent-session.consumer';
import * as routingWindows from '../../apps/routing/src/inbound/reconnection.consumer';
import * as routingSession from '../../apps/routing/src/inbound/session.consumer';
import type { ConversationIntent } from '../../apps/routing/src/use-cases/change-conversations';
import { FollowWindows } from '../../apps/routing/src/use-cases/follow-windows';
import { QueueConversations } from '../../apps/routing/src/use-cases/queue-conversations';
import { evolve } from '../../apps/session-gateway/src/domain/evolve-session';
import { aSession, assigned } from '../../apps/session-gateway/src/domain/session.fixture';
import { ConversationConsumer } from '../../apps/session-gateway/src/inbound/conversation.consumer';
import type { ConversationChange } from '../../apps/session-gateway/src/store/session-batch';

const at = '2026-03-01T12:00:00.000Z';
/**
 * All fields that a fact of these families can have. Where families use the same name with different
 * meanings, one value fits.
 */
const fields = {
  ...{ conversationId: 'c1', workstreamId: 's1', widgetId: 'w1', agentId: 'ben', previousAgentId: null },
  ...{
    epoch: 1,
    nextEpoch: 2,
    generation: 1,
    units: 1,
    seconds: 60,
    extensionsLeft: 1,
    extensionSeconds: 60,
  },
  ...{
    locale: 'en',
    signedIn: false,
    claim: 'x',
    request: 'x',
    parked: false,
    way: 'resume',
    endedEpoch: null,
  },
  ...{ limitSeconds: 60, extension: { times: 1, seconds: 60 }, graceSeconds: 60, kind: 'reconnect' },
  ...{ rule: 'dont-block', blockSeconds: null, autoCloseSeconds: 900, preferredAgentId: null },
  ...{ at, lostAt: at, awayAt: at, deadlineAt: at, until: at, because: 'window-expired' },
  ...{ outcome: 'missed' },
};
const meanings = [
  { by: 'push', reason: 'InConversation' },
  { by: 'customer', reason: 'ended' },
  { by: 'timer', reason: 'InConversation' },
  { by: 'system', reason: 'InConversation' },
];

/**
 * Everything that a handler does to its neighbours: intents, commands, alarms, row lookups, changed sessions
 * and bells.
 */
let done: unknown[] = [];
const note = (...what: readonly unknown[]) => void done.push(...what.filter((one) => one !== undefined));
const tx = {
  query: (_: string, [ids]: unknown[][]) => {
    note(...(ids ?? []));
    return Promise.resolve([]);
  },
  afterCommit: () => undefined,
} as unknown as Tx;
/** At the gateway some kinds only ring the bell of a desk. */
const ringing = { ...tx, afterCommit: (then: () => void) => then() };
const changes = {
  lock: () => ({}),
  decide: (_tx: Tx, _locked: unknown, orders: readonly ConversationIntent[]) =>
    note(...orders.map(({ intent }) => intent)),
};
const noting = { run: (_tx: Tx, what: readonly unknown[]) => note(...what) };
const sessions = [aSession(assigned('anna'))];
const conversations = {
  changeMany: (_tx: Tx, made: readonly ConversationChange[]) => {
    for (const { command } of made) {
      if (command.type !== 'apply-fact') note(command);
      else note(...sessions.map((one) => (evolve(one, command.event) === one ? undefined : command)));
    }
  },
};

type Handler = (facts: never[], tx: Tx) => Promise<void>;
const alarms = new SetAlarms({ set: (_tx: Tx, set: readonly unknown[]) => note(...set) } as never);
const gateway = new ConversationConsumer(
  conversations as never,
  { ringChange: (agentIds: string[]) => note(...agentIds) } as never,
  { ring: () => undefined } as never,
);
const records = { delete: (_tx: Tx, ids: readonly string[]) => note(...ids) };
const queued = new QueueConversations(changes as never);
const routed = new routingSession.SessionConsumer(queued, records);
const windows = new routingWindows.ReconnectionConsumer(new FollowWindows(changes as never));
const agents = new routingAgents.AgentSessionConsumer(noting as never);
const opened = new timerSession.SessionConsumer(noting as never, records);
const wrappedUp = new timerRouting.RoutingConsumer(alarms);
const graces = new timerAgents.AgentSessionConsumer(alarms);

/** The handlers of families that have more than one kind of fact. */
const handlers: Partial<Record<ServiceName, Record<string, Handler>>> = {
  'session-gateway': {
    routing: (facts) => gateway.onRouting(facts, ringing),
    reconnection: (facts) => gateway.onReconnections(facts, tx),
    'agent-session': (facts) => gateway.onAgentSessions(facts, tx),
  },
  routing: {
    session: (facts) => routed.onFacts(facts, tx),
    reconnection: (facts) => windows.onFacts(facts, tx),
    'agent-session': (facts) => agents.onFacts(facts, tx),
  },
  'reconnection-timer': {
    session: (facts) => opened.onFacts(facts, tx),
    routing: (facts) => wrappedUp.onFacts(facts, tx),
    'agent-session': (facts) => graces.onFacts(facts, tx),
  },
};

async function acts(service: ServiceName, { family }: Followed, kind: string): Promise<boolean> {
  const schema = family.facts[kind];
  const data = meanings
    .map((one) => schema?.safeParse({ ...fields, ...one }))
    .find((one) => one?.success)?.data;
  if (!data) throw new Error(`no sample of ${kind}`);
  done = [];
  await handlers[service]?.[family.name]?.([{ type: kind, data } as never], tx);
  return done.length > 0;
}

const services = Object.keys(followed) as ServiceName[];
const several = services.flatMap((service) =>
  followed[service]
    .filter(({ family }) => Object.keys(family.facts).length > 1)
    .map((one) => ({ service, family: one.family.name, one })),
);

describe.each(several)('$service, of the family $family,', ({ service, one }) => {
  const { family, kinds } = one;

  it('acts on every kind that it is delivered', async () => {
    for (const kind of kinds) expect([kind, await acts(service, one, kind)]).toEqual([kind, true]);
  });

  // The handlers of the session family do not read the kind of a fact that is not a deletion.
  const others = Object.keys(family.facts).filter(
    (kind) => !kinds.includes(kind) && family.name !== 'session',
  );
  if (others.length > 0 && family.name !== 'agent-session')
    it('would do nothing with any other kind', async () => {
      for (const kind of others) expect([kind, await acts(service, one, kind)]).toEqual([kind, false]);
    });
});
