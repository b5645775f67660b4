import { agentStandings, agentStatus } from '@rejoin/contracts';
import { instant, newId } from '@rejoin/kernel';
import { Unavailable } from '@rejoin/messaging';
import { eventually } from '@rejoin/testing';
import type { Caller } from '../../caller.fixture';
import { GatewayFixture } from '../../gateway.fixture';

describe('what desks are told of presence and capacity', () => {
  const colleague = { agentId: newId(), presence: 'available', freeUnits: 3 } as const;
  let gateway: GatewayFixture;
  let wholes = 0;
  const asked: (readonly string[])[] = [];
  const used = new Map<string, number>();

  beforeAll(async () => {
    gateway = await GatewayFixture.start();
    await gateway.routing.answer(agentStatus, ({ agentId }) => {
      wholes++;
      return { ...standing(agentId), queue: [], colleagues: [colleague] };
    });
    await gateway.routing.answer(agentStandings, ({ agentIds }) => {
      asked.push(agentIds);
      return { standings: agentIds.map((agentId) => ({ agentId, ...standing(agentId) })) };
    });
  });
  afterAll(() => gateway.stop());

  const standing = (agentId: string) => {
    const usedUnits = used.get(agentId) ?? 0;
    return { presence: 'available', usedUnits, heldUnits: 0, maxUnits: 9, wrapUpUnits: 0 } as const;
  };
  const desks = async (count: number) => {
    const agentIds = await Promise.all(Array.from({ length: count }, () => gateway.agent()));
    const callers = await Promise.all(agentIds.map((agentId) => gateway.desk(agentId)));
    await eventually(() => callers.every((caller) => told(caller)));
    return { agentIds, callers };
  };
  const told = (caller: Caller) => caller.all('status').at(-1);
  const changes = async (agentIds: readonly string[], usedUnits: number) => {
    for (const agentId of agentIds) used.set(agentId, usedUnits);
    await gateway.routing.tell(
      ...agentIds.map((agentId) => ({
        type: 'AgentPresenceChanged' as const,
        data: {
          agentId,
          presence: 'available' as const,
          chosen: 'available' as const,
          at: instant(Date.now()),
        },
      })),
    );
  };

  it('is asked for many desks at once, and what did not change is told as before', async () => {
    const { agentIds, callers } = await desks(30);
    const before = wholes;
    asked.length = 0;
    await changes(agentIds, 1);
    await eventually(() =>
      expect(callers.map((caller) => told(caller)?.usedUnits)).toEqual(agentIds.map(() => 1)),
    );
    expect(told(callers[0] as Caller)?.colleagues).toMatchObject([colleague]);
    expect(wholes).toBe(before);
    expect(asked.length).toBeLessThan(15);
  });

  it('is read anew, with colleagues and queue, by whoever asks', async () => {
    const { callers } = await desks(1);
    const before = wholes;
    await callers[0]?.ask({ type: 'status' });
    expect(wholes).toBe(before + 1);
  });

  it('comes from a routing that answers for one agent at a time, of an older release', async () => {
    const { agentIds, callers } = await desks(2);
    await gateway.routing.answer(agentStandings, () => {
      throw new Unavailable('asked in vain');
    });
    await changes(agentIds, 2);
    await eventually(() => expect(callers.map((caller) => told(caller)?.usedUnits)).toEqual([2, 2]));
  });
});
