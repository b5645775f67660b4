import { agentStandings, agentStatus } from '@rejoin/contracts';
import { instant, newId } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import type { TestSocket } from '../../test-socket.fixture';
import { GatewayFixture } from '../../gateway.fixture';

const colleague = { agentId: newId(), presence: 'available', freeUnits: 3 } as const;

/** A gateway, and a routing that counts its questions. */
class Desks {
  wholes = 0;
  readonly questions: (readonly string[])[] = [];
  private readonly used = new Map<string, number>();

  private constructor(readonly gateway: GatewayFixture) {}

  static async start(isRoutingOld: boolean): Promise<Desks> {
    const gateway = await GatewayFixture.start({ isRoutingOld });
    const desks = new Desks(gateway);
    await gateway.routing.answer(agentStatus, ({ agentId }) => {
      desks.wholes++;
      return { ...desks.standing(agentId), queue: [], colleagues: [colleague] };
    });
    if (isRoutingOld) return desks;
    await gateway.routing.answer(agentStandings, ({ agentIds }) => {
      desks.questions.push(agentIds);
      return { standings: agentIds.map((agentId) => ({ agentId, ...desks.standing(agentId) })) };
    });
    return desks;
  }

  async open(count: number): Promise<{ agentIds: string[]; callers: TestSocket[] }> {
    const agentIds = await Promise.all(Array.from({ length: count }, () => this.gateway.agent()));
    const callers = await Promise.all(agentIds.map((agentId) => this.gateway.desk(agentId)));
    await eventually(() => callers.every((caller) => lastStatus(caller)));
    return { agentIds, callers };
  }

  async change(agentIds: readonly string[], usedUnits: number): Promise<void> {
    for (const agentId of agentIds) this.used.set(agentId, usedUnits);
    const at = instant(Date.now());
    await this.gateway.routing.publish(
      ...agentIds.map((agentId) => ({
        type: 'AgentPresenceChanged' as const,
        data: { agentId, presence: 'available' as const, chosen: 'available' as const, at },
      })),
    );
  }

  private standing(agentId: string) {
    const usedUnits = this.used.get(agentId) ?? 0;
    return { presence: 'available', usedUnits, heldUnits: 0, maxUnits: 9, wrapUpUnits: 0 } as const;
  }
}

const lastStatus = (caller: TestSocket | undefined) => caller?.all('status').at(-1);

describe('presence and capacity at desks', () => {
  let desks: Desks;
  beforeAll(async () => {
    desks = await Desks.start(false);
  });
  afterAll(() => desks.gateway.stop());

  it('are read for many desks at once, and unchanged parts are sent as before', async () => {
    const { agentIds, callers } = await desks.open(30);
    const before = desks.wholes;
    desks.questions.length = 0;
    await desks.change(agentIds, 1);
    await eventually(() => expect(callers.every((caller) => lastStatus(caller)?.usedUnits === 1)).toBe(true));
    expect(lastStatus(callers[0])?.colleagues).toMatchObject([colleague]);
    expect(desks.wholes).toBe(before);
    expect(desks.questions.length).toBeLessThan(agentIds.length);
  });

  it('are read again, with colleagues and queue, on request', async () => {
    const { callers } = await desks.open(1);
    const before = desks.wholes;
    await callers[0]?.ask({ type: 'status' });
    expect(desks.wholes).toBe(before + 1);
  });
});

describe('presence and capacity at desks with routing of the previous release', () => {
  let desks: Desks;
  beforeAll(async () => {
    desks = await Desks.start(true);
  });
  afterAll(() => desks.gateway.stop());

  it('are read for one agent at a time', async () => {
    const { agentIds, callers } = await desks.open(2);
    await desks.change(agentIds, 2);
    await eventually(() => expect(callers.map((caller) => lastStatus(caller)?.usedUnits)).toEqual([2, 2]));
  });
});
