import { underFaults, type Plant } from './plant';

const domain = 'apps/routing/src/domain';
const properties = `${domain}/decider.property.spec.ts`;

/** Units of agents: routing. */
export const routingPlants: readonly Plant[] = [
  {
    name: 'row-lock-of-capacity',
    without: 'the locks of the agents’ rows before their room is looked at',
    file: 'apps/routing/src/store/agents.store.ts',
    from: `         select id from able where id in (select preferred_agent_id from offered))
       order by id for update\``,
    to: `         select id from able where id in (select preferred_agent_id from offered))
       order by id\``,
    caughtBy: {
      spec: 'apps/routing/src/inbound/assigner.int.spec.ts',
      test: 'leaves no unit taken twice, given back twice, or above a maximum',
    },
  },
  {
    name: 'room',
    without: 'the comparison with an agent’s maximum',
    file: `${domain}/capacity.ts`,
    from: 'return room.usedUnits + units <= room.maxUnits;',
    to: 'return room.usedUnits + units >= 0;',
    caughtBy: { spec: properties, test: 'never goes above a maximum' },
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
    caughtBy: underFaults('no unit is taken', 'killed', 5),
  },
  {
    name: 'stale-left-after-joined',
    without: 'the comparison of epochs, when a customer is said to be away',
    file: `${domain}/customer-decisions.ts`,
    from: 'if (epoch <= conversation.windowEpoch || conversation.away) return [];',
    to: 'if (conversation.away) return [];',
    caughtBy: { spec: `${domain}/decider.spec.ts`, test: 'a stale "left" after "joined" changes nothing' },
  },
];
