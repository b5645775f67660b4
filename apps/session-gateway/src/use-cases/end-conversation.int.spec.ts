import { hashSecret, newSecret } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import type { TestSocket } from '../test-socket.fixture';
import { GatewayFixture } from '../gateway.fixture';
import { readSession } from '../store/session-lookups';
import { ReturnToConversation } from './return-to-conversation';

const rounds = Array.from({ length: 30 }, (_, n) => n);

describe('a customer who takes over on a second device while the first one still sends frames', () => {
  let gateway: GatewayFixture;
  let widgetId: string;

  beforeAll(async () => {
    gateway = await GatewayFixture.start({ replicas: 2 });
    widgetId = await gateway.widget();
  });
  afterAll(() => gateway.stop());

  /** The first device sends a frame, and the second one takes over at the same moment. */
  async function race(type: 'close' | 'extend' | 'typing') {
    const { caller, conversationId } = await gateway.customer(widgetId);
    const session = await readSession(gateway.database, conversationId);
    if (!session) throw new Error('no session');
    const returnTo = gateway.replica(1).app.get(ReturnToConversation);
    const secretHash = hashSecret(newSecret());
    const refusal = refusalOf(caller, { type });
    const [refused, taken] = await Promise.all([
      refusal,
      returnTo.run(session, { secretHash, way: 'link', linkId: null, connection: null }),
    ]);
    const isTaken = !('refused' in taken);
    return { caller, conversationId, refused, isTaken, tookOver: taken };
  }
  /**
   * Returns the refusal of a request. It is `superseded` too when the connection is closed with that reason first.
   */
  async function refusalOf(caller: TestSocket, frame: object): Promise<string | undefined> {
    const requestId = caller.send(frame);
    const answer = await eventually(
      () =>
        caller.frames.find((one) => 'requestId' in one && one.requestId === requestId) ??
        (caller.closeCode === 4408 && ({ type: 'refused', name: 'superseded' } as const)),
    );
    return answer.type === 'refused' ? answer.name : undefined;
  }
  const factsOf = async (conversationId: string) =>
    (
      await gateway.database.query<{ type: string }>(
        `select type from outbox where aggregate_id = $1 order by version`,
        [conversationId],
      )
    ).map(({ type }) => type);

  it('is not ended by the first device: either the end comes first and refuses the takeover, or the end is superseded', async () => {
    for (const _ of rounds) {
      const { conversationId, refused, isTaken, tookOver } = await race('close');
      if (isTaken) {
        expect(refused).toBe('superseded');
        expect(await readSession(gateway.database, conversationId)).toMatchObject({ epoch: 2, sealed: null });
      } else {
        expect(refused).toBeUndefined();
        expect(tookOver).toEqual({ refused: 'conversation-ended' });
        await gateway.until(conversationId, ({ sealed }) => sealed?.reason === 'closed-by-customer');
      }
    }
  });

  it('gets no extension from the first device after the takeover', async () => {
    for (const _ of rounds) {
      const { conversationId, refused, isTaken } = await race('extend');
      expect(isTaken).toBe(true);
      const facts = await factsOf(conversationId);
      const [extended, takenOver] = ['ReconnectTimeExtended', 'SessionTakenOver'].map((type) =>
        facts.indexOf(type),
      );
      if (refused === undefined) expect(extended).toBeLessThan(takenOver ?? -1);
      else expect([refused, extended]).toEqual(['superseded', -1]);
    }
  });

  it.each(['close', 'extend', 'typing'] as const)(
    'is not affected by %s of the first device after that',
    async (type) => {
      const { caller, conversationId, isTaken } = await race('extend');
      expect(isTaken).toBe(true);
      expect(await refusalOf(caller, { type })).toBe('superseded');
      expect(await readSession(gateway.database, conversationId)).toMatchObject({ sealed: null });
    },
  );

  it('is sealed later when the timer was unreachable, also behind one that still fails', async () => {
    const stuck = await gateway.customer(widgetId);
    const { caller, conversationId } = await gateway.customer(widgetId);
    gateway.beforeSeal = () => Promise.reject(new Error('the timer is away'));
    expect(await stuck.caller.refusal({ type: 'close' })).toBe('unavailable');
    expect(await caller.refusal({ type: 'close' })).toBe('unavailable');
    expect(await caller.refusal({ type: 'send', text: 'wait' })).toBe('conversation-ended');
    gateway.beforeSeal = (id) =>
      id === stuck.conversationId ? Promise.reject(new Error('its row is locked')) : Promise.resolve();
    await eventually(
      async () =>
        expect(await readSession(gateway.database, conversationId)).toMatchObject({
          sealed: { by: 'customer' },
        }),
      { timeout: 30_000 },
    );
  });
});
