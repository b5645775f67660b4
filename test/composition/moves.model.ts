import type { SealReason } from '@rejoin/contracts';
import fc from 'fast-check';
import type { Request } from './requests.model';
import { agentIds, conversationIds, type SystemModel } from './system.model';

const pick = fc.nat({ max: 5 });
const who = { conversation: fc.constantFrom(...conversationIds), n: pick, gateway: fc.nat({ max: 1 }) };

const byCustomer = [
  'connect',
  'drop',
  'drop',
  'go-away',
  'go-away',
  'resume',
  'resume',
  'resume',
  'redeem',
  'redeem',
  'prompt',
  'extend',
  'say',
  'close',
  'start-new',
] as const;
const byAgent = [
  'sit',
  'sit',
  'leave',
  'leave',
  'be-gone',
  'sign-out',
  'send-link',
  'send-link',
  'note',
  'end',
  'close-tab',
  'release',
  'transfer',
  'pick',
  'accept',
  'accept',
  'decline',
  'give-up',
  'extend',
  'close',
] as const;
const byClock = ['expire', 'ring', 'promote', 'sweep', 'round', 'miss'] as const;

/** The possible next moves. The numbers select among the objects of that moment. */
export const move = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('deliver' as const),
      channel: fc.nat(),
      which: pick,
      again: fc.boolean(),
    }),
  },
  { weight: 7, arbitrary: fc.record({ do: fc.constant('advance' as const), which: pick }) },
  { weight: 7, arbitrary: fc.record({ do: fc.constantFrom(...byCustomer), ...who }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom(...byAgent), ...who, agent: fc.constantFrom(...agentIds) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(100, 500, 1_000, 1_500, 3_000, 10_000),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom(...byClock) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('die' as const), n: pick, leaseAgeMs: fc.nat({ max: 1_000 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('hire' as const),
      agent: fc.constantFrom(...agentIds),
      maxUnits: fc.nat({ max: 3 }),
      active: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('erase' as const, 'delete' as const),
      conversation: fc.constantFrom(...conversationIds),
    }),
  },
);
export type Move = typeof move extends fc.Arbitrary<infer M> ? M : never;
type CustomerMove = Extract<Move, { do: (typeof byCustomer)[number] }>;
type AgentMove = Extract<Move, { agent: string; n: number }>;

export function make(system: SystemModel, one: Move): void {
  switch (one.do) {
    case 'deliver':
      return system.bus.deliver(one);
    case 'advance':
      return system.advance(one.which);
    case 'pass':
      return system.pass(one.ms);
    case 'expire':
      return system.timer.expireDue();
    case 'ring':
      return system.timer.ringDue();
    case 'promote':
      return system.gateway.promoteDue();
    case 'sweep':
      return system.sweepDead();
    case 'miss':
      return system.routing.missDue();
    case 'round':
      return system.routing.round();
    case 'die':
      return system.die(one.n, one.leaseAgeMs);
    case 'hire':
      return system.hire(one.agent, one.maxUnits, one.active);
    case 'settle':
      return system.settle();
    case 'erase':
    case 'delete':
      return system.secrets.has(one.conversation)
        ? system.gateway.keepNoLonger(one.conversation, one.do)
        : undefined;
    default:
      return 'agent' in one ? agentMakes(system, one) : customerMakes(system, one);
  }
}

function customerMakes(system: SystemModel, { do: what, conversation: id, n, gateway }: CustomerMove): void {
  const { requests } = system;
  const secrets = system.secrets.get(id);
  if (!secrets) {
    if (what === 'connect') system.start(id, gateway);
    return;
  }
  const secret = secrets[n % secrets.length] ?? '';
  const fresh = () => {
    const made = system.newId();
    secrets.push(made);
    return made;
  };
  switch (what) {
    case 'connect':
    case 'resume':
      return system.ask(gateway, requests.resume(id, secret, system.connection(gateway)));
    case 'drop': {
      const live = system.gateway.sockets.live(id);
      const connection = live[n % live.length];
      if (connection) drop(system, connection, requests.lose(id, connection.id));
      return;
    }
    case 'go-away':
      return goAway(system, id, (connection) => requests.lose(id, connection));
    case 'redeem': {
      const links = [...system.gateway.links].filter(([, link]) => link.conversationId === id);
      const [linkId] = links[n % links.length] ?? [];
      if (linkId !== undefined) system.ask(gateway, requests.redeem(linkId, n > 3 ? secret : fresh()));
      return;
    }
    case 'prompt':
      return system.ask(gateway, requests.prompt(id, n > 3 ? secret : fresh()));
    case 'extend':
      return system.ask(gateway, requests.extend(id, 'customer', n > 1));
    case 'say': {
      const live = system.gateway.sockets.live(id);
      const connection = live[n % live.length];
      if (!connection) return;
      const author = { party: 'customer', connectionId: connection.id, epoch: connection.epoch } as const;
      system.gateway.change(id, { type: 'post', author, bytes: 1, linkId: null });
      return;
    }
    case 'close':
      return system.ask(gateway, requests.seal(id, null, 'closed-by-customer'));
    case 'start-new':
      return system.ask(gateway, requests.seal(id, null, 'started-new'));
  }
}

function agentMakes(
  system: SystemModel,
  { do: what, conversation: id, n, gateway, agent: agentId }: AgentMove,
): void {
  const { requests, routing } = system;
  const end = (reason: SealReason) => system.ask(gateway, requests.seal(id, agentId, reason));
  switch (what) {
    case 'sit':
      return system.gateway.changeDesk(agentId, { type: 'join', connection: system.connection(gateway) });
    case 'leave': {
      const live = system.gateway.sockets.live(agentId);
      const connection = live[n % live.length];
      if (connection) drop(system, connection, requests.loseDesk(agentId, connection.id));
      return;
    }
    case 'be-gone':
      return goAway(system, agentId, (connection) => requests.loseDesk(agentId, connection));
    case 'sign-out':
      return system.gateway.changeDesk(agentId, { type: 'sign-out' });
    default:
  }
  if (!system.secrets.has(id)) return;
  const room = () => routing.room(agentIds[n % agentIds.length] ?? '');
  switch (what) {
    case 'note':
      return system.gateway.note(id, agentId);
    case 'send-link':
      return system.gateway.sendLink(id, agentId, system.newId());
    case 'end':
      return end('ended');
    case 'give-up':
      return end('gave-up');
    case 'extend':
      return system.ask(gateway, requests.extend(id, 'agent', n > 1));
    case 'close-tab':
    case 'release':
    case 'close':
      return system.ask(
        gateway,
        requests.handOn(id, agentId, () => ({ type: what, agentId })),
      );
    case 'transfer': {
      const requestedBy = n > 3 ? null : agentId;
      const transfer = () => ({ type: 'transfer', requestedBy, to: room() }) as const;
      return system.ask(gateway, requests.handOn(id, requestedBy, transfer));
    }
    case 'accept':
    case 'decline':
      return void routing.known(id, { type: what, agentId });
    case 'pick':
      return void routing.known(id, { type: 'assign', by: 'pick', to: room() });
  }
}

/** All connections of a person are lost and noticed, and enough time passes that this counts. */
function goAway(system: SystemModel, who: string, notice: (connectionId: string) => Request): void {
  for (const connection of system.gateway.sockets.live(who)) {
    system.gateway.sockets.close(connection.id, system.now);
    for (const request = notice(connection.id); request.next().done !== true;);
  }
  system.pass(3_000);
  system.gateway.promoteDue();
}

/** The connection is lost at once. Noticing it is a move of its own, and may come late. */
function drop(system: SystemModel, connection: { id: string; incarnation: string }, notice: Request): void {
  system.gateway.sockets.close(connection.id, system.now);
  system.ask(connection.incarnation, notice);
}
