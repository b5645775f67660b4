import { queueFronts } from '@rejoin/contracts';
import { emptyDesk, evolveDesk } from '@rejoin/client';
import { instant, newId } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import type { TestSocket } from '../../test-socket.fixture';
import { GatewayFixture } from '../../gateway.fixture';

describe('the queue at a desk', () => {
  let gateway: GatewayFixture;
  /** The customers who wait in each queue, and the queues that were read. */
  const queues = new Map<string, { id: string; queuedAt: string; had?: boolean }[]>();
  const readQueues: string[] = [];
  const questions: (readonly string[])[] = [];

  beforeAll(async () => {
    gateway = await GatewayFixture.start({ replicas: 2 });
    await gateway.routing.answer(queueFronts, ({ workstreamIds, forDesks }) => {
      if (forDesks) {
        readQueues.push(...workstreamIds);
        questions.push(workstreamIds);
      }
      const fronts = workstreamIds.map((workstreamId) => {
        const waiting = queues.get(workstreamId) ?? [];
        return {
          workstreamId,
          conversationIds: waiting.map(({ id }) => id),
          queuedAt: waiting.map(({ queuedAt }) => queuedAt),
          returned: waiting.filter(({ had }) => had).length,
          averageWaitSeconds: null,
        };
      });
      return { fronts };
    });
  });
  afterAll(() => gateway.stop());

  const desk = async (...workstreamIds: string[]) => {
    const agentId = await gateway.agent({ workstreamIds });
    const caller = await gateway.desk(agentId, ['agent'], { replica: 1 });
    await eventually(() => caller.all('status').length > 0);
    return caller;
  };
  /** Returns the list that a client builds from the frames. */
  const shown = (caller: TestSocket) =>
    caller
      .all('status')
      .slice(0, 1)
      .concat(caller.all('queue-changed') as never[])
      .reduce(evolveDesk, emptyDesk)
      .status?.queue.map(({ conversationId }) => conversationId);
  const waits = async (workstreamId: string, had = false): Promise<string> => {
    const { conversationId } = await gateway.customer(await gateway.widget({ workstreamId }));
    const one = { id: conversationId, queuedAt: instant(Date.now()), had };
    const waiting = queues.get(workstreamId) ?? [];
    queues.set(workstreamId, had ? [one, ...waiting] : [...waiting, one]);
    await gateway.routing.publish({
      type: 'ConversationQueued',
      data: {
        conversationId,
        workstreamId,
        preferredAgentId: null,
        reason: 'AwaitingAgentAssignment',
        at: instant(Date.now()),
      },
    });
    return conversationId;
  };
  const takenBy = async (agentId: string, workstreamId: string, conversationId: string) => {
    queues.set(workstreamId, queues.get(workstreamId)?.filter(({ id }) => id !== conversationId) ?? []);
    await gateway.assign(conversationId, agentId);
  };

  it('changes when customers join and leave, at every gateway, without a request', async () => {
    const [sales, support] = [newId(), newId()];
    const caller = await desk(sales, support);
    const first = await waits(sales);
    await eventually(() => expect(shown(caller)).toEqual([first]));
    const second = await waits(support);
    const back = await waits(support, true);
    await eventually(() => expect(shown(caller)).toEqual([back, first, second]));
    await takenBy(await gateway.agent(), support, back);
    await eventually(() => expect(shown(caller)).toEqual([first, second]));
    expect(caller.all('status')).toHaveLength(1);
    // A full read, which runs every few seconds, would have included both queues.
    expect(questions).toContainEqual([support]);
  });

  it("is sent as changes, with this agent's queues only", async () => {
    const [sales, other] = [newId(), newId()];
    const caller = await desk(sales);
    const foreign = await desk(other);
    for (let n = 0; n < 3; n++) await waits(sales);
    await eventually(() => expect(shown(caller)).toHaveLength(3));
    const before = caller.all('queue-changed').length;
    const fourth = await waits(sales);
    await eventually(() => expect(caller.all('queue-changed').length).toBe(before + 1));
    expect(caller.all('queue-changed').at(-1)).toEqual({
      type: 'queue-changed',
      removed: [],
      added: [expect.objectContaining({ conversationId: fourth, at: 3 })],
    });
    expect(foreign.all('queue-changed')).toEqual([]);
  });

  it('shows within seconds what no fact reports, for example a waiting customer who is away', async () => {
    const sales = newId();
    const caller = await desk(sales);
    await waits(sales);
    await eventually(() => expect(shown(caller)).toHaveLength(1));
    queues.set(sales, []);
    await eventually(() => expect(shown(caller)).toEqual([]));
  });

  it('is read only while a desk is open', async () => {
    const sales = newId();
    const caller = await desk(sales);
    await eventually(() => expect(readQueues).toContain(sales));
    caller.leave();
    const busy = newId();
    const further = await desk(busy);
    await waits(busy);
    await eventually(() => expect(shown(further)).toHaveLength(1));
    const before = readQueues.length;
    // Two full reads have run by then.
    await eventually(
      () => expect(readQueues.slice(before).filter((id) => id === busy).length).toBeGreaterThan(1),
      {
        timeout: 20_000,
      },
    );
    expect(readQueues.slice(before)).not.toContain(sales);
  });
});
