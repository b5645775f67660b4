import { underFaults, type Plant } from './plant';

const domain = 'apps/routing/src/domain';
const properties = `${domain}/decider.property.spec.ts`;

/** Safeguards of routing: the units of agents. */
export const routingPlants: readonly Plant[] = [
  {
    name: 'row-lock-of-capacity',
    without: 'the lock of an agent’s row before the room is compared',
    file: 'apps/routing/src/store/agents.store.ts',
    from: `where id = any($2) and coalesce(agent_id, offered_to) is not null))
       order by id for update`,
    to: `where id = any($2) and coalesce(agent_id, offered_to) is not null))
       order by id`,
    caughtBy: {
      spec: 'apps/routing/src/inbound/desk.rpc.int.spec.ts',
      test: 'at once for an agent with one free slot',
    },
  },
  {
    name: 'unit-above-maximum',
    without: 'the table’s refusal of a unit above its agent’s maximum, whoever looked at the room at once',
    file: 'apps/routing/src/store/migrations/1795356067000-routing.ts',
    from: 'maximum integer not null check (used_after <= maximum),',
    to: 'maximum integer not null,',
    caughtBy: {
      spec: 'apps/routing/src/store/capacity.store.int.spec.ts',
      test: 'acquires no unit above the maximum',
    },
  },
  {
    name: 'room',
    without: 'the comparison with an agent’s maximum',
    file: `${domain}/capacity.ts`,
    from: 'return agent.usedUnits + units <= agent.maxUnits;',
    to: 'return agent.usedUnits + units >= 0;',
    caughtBy: { spec: properties, test: 'never goes above a maximum' },
  },
  {
    name: 'asked-twice',
    without: 'the memory of agents who have declined or missed an offered conversation',
    file: `${domain}/conversation.ts`,
    from: 'passedUntil !== null && at < passedUntil && passedBy.includes(agentId)',
    to: 'passedUntil !== null && at < passedUntil && passedBy.length < 0 && agentId !== null',
    caughtBy: { spec: properties, test: 'acquires and releases each unit once' },
  },
  {
    name: 'leaked-offer',
    without: 'the release of the units of an offer when the customer leaves',
    file: `${domain}/slot-facts.ts`,
    from: "return [offerEnded(conversation, 'withdrawn', at)];",
    to: 'return [];',
    caughtBy: { spec: properties, test: 'acquires and releases each unit once' },
  },
  {
    name: 'leaked-slot',
    without: 'the release of the units at the end of a conversation',
    file: `${domain}/slot-facts.ts`,
    from: "...(plan.rule === 'dont-block' ? released(conversation, at) : []),",
    to: '',
    caughtBy: { spec: `${domain}/decider.spec.ts`, test: 'gives up waiting | Wrap-up' },
  },
  {
    name: 'leaked-slot-in-use',
    without: 'the same release, under faults',
    file: `${domain}/slot-facts.ts`,
    from: "...(plan.rule === 'dont-block' ? released(conversation, at) : []),",
    to: '',
    caughtBy: underFaults('17 a wrap-up that does not block', 'killed', 5),
  },
  {
    name: 'stale-left-after-joined',
    without: 'the comparison of epochs, when a customer is said to be away',
    file: `${domain}/customer-decisions.ts`,
    from: 'if (epoch <= conversation.windowEpoch || conversation.away) return [];',
    to: 'if (conversation.away) return [];',
    caughtBy: {
      spec: `${domain}/decider.spec.ts`,
      test: 'a disconnect that arrives after the return changes nothing',
    },
  },
];
