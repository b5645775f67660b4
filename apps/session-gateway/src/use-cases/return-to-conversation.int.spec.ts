import { requestReconnect } from '@rejoin/contracts';
import { hashSecret, instant, newSecret } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import { GatewayFixture } from '../gateway.fixture';
import { readSession } from '../store/session-lookups';
import { ReturnToConversation, type ReturnRequest } from './return-to-conversation';

describe('a link that two devices have opened', () => {
  let gateway: GatewayFixture;
  let widgetId: string;

  beforeAll(async () => {
    gateway = await GatewayFixture.start();
    widgetId = await gateway.widget();
  });
  afterAll(() => gateway.stop());

  const returnTo = async (conversationId: string, returning: ReturnRequest) => {
    const session = await readSession(gateway.database, conversationId);
    if (!session) throw new Error('no session');
    return gateway.replica().app.get(ReturnToConversation).run(session, returning);
  };

  /** Starts a conversation with a reconnect link, lets the customer be away, and returns the link's id. */
  async function awayWithLink() {
    const agentId = await gateway.agent();
    const desk = await gateway.desk(agentId);
    const { caller, conversationId, resume } = await gateway.customer(widgetId);
    await gateway.assign(conversationId, agentId);
    await desk.ask({ type: 'send', conversationId, text: 'Back by {ReconnectUrl{ReconnectID}}' });
    const [link] = await gateway.database.query<{ id: string }>(
      `select id from links where conversation_id = $1`,
      [conversationId],
    );
    if (!link) throw new Error('no link');
    caller.leave();
    await gateway.until(conversationId, ({ status }) => status === 'away');
    return { conversationId, linkId: link.id, desk, resume };
  }

  it('is refused to the slower device before the timer is asked, and the faster one can return again', async () => {
    const { conversationId, linkId } = await awayWithLink();
    const byLink = (secret: string): ReturnRequest => ({
      secretHash: hashSecret(secret),
      way: 'link',
      linkId,
      connection: null,
    });
    const questions: unknown[] = [];
    await gateway.timer.answer(requestReconnect, (request) => {
      questions.push(request);
      return { nextEpoch: request.epoch + 1, at: request.window.awayAt };
    });
    const [phone, tablet] = [newSecret(), newSecret()];
    expect(await returnTo(conversationId, byLink(phone))).toMatchObject({ session: { epoch: 2 } });
    expect(questions).toHaveLength(1);

    // The phone is away now. The tablet opened the link before it was used.
    const connected = await gateway.call('/v1/chat');
    await connected.ask({ type: 'resume', conversationId, secret: phone, afterSeq: 0 });
    connected.leave();
    await gateway.until(conversationId, ({ status }) => status === 'away');
    questions.length = 0;
    expect(await returnTo(conversationId, byLink(tablet))).toEqual({ refused: 'denied' });
    expect(questions).toEqual([]);

    const back = await gateway.call('/v1/chat');
    expect(await back.ask({ type: 'resume', conversationId, secret: phone, afterSeq: 0 })).toMatchObject({
      type: 'resumed',
    });
    expect(questions).toHaveLength(1);
  });

  it('can be redeemed while the same browser resumes at the same moment', async () => {
    const winners = new Map<string, string>();
    await gateway.timer.answer(requestReconnect, ({ conversationId, epoch, claim, window }) => {
      const key = `${conversationId} ${epoch}`;
      const winner = winners.get(key) ?? claim;
      winners.set(key, winner);
      return winner === claim ? { nextEpoch: epoch + 1, at: window.awayAt } : { refused: 'superseded' };
    });
    for (const { conversationId, linkId, resume } of await Promise.all(
      Array.from({ length: 20 }, () => awayWithLink()),
    )) {
      const [browser, phone] = [await gateway.call('/v1/chat'), newSecret()];
      const [resumed, redeemed] = await Promise.all([
        browser.refusal(resume),
        returnTo(conversationId, { secretHash: hashSecret(phone), way: 'link', linkId, connection: null }),
      ]);
      expect(redeemed).not.toHaveProperty('refused');
      expect([undefined, 'superseded']).toContain(resumed);
      await eventually(() => expect(browser.closeCode).toBe(4408));
      const connected = await gateway.call('/v1/chat');
      expect(await connected.refusal({ ...resume, secret: phone })).toBeUndefined();
      connected.leave();
    }
  });

  it('keeps the names of what became of it, whatever is asked', async () => {
    const ended = await awayWithLink();
    const { conversationId, linkId } = ended;
    const deadlineAt = instant(Date.now());
    await gateway.timer.publish({
      type: 'ReconnectExpired',
      data: { conversationId, epoch: 1, kind: 'reconnect', deadlineAt, by: 'timer', at: deadlineAt },
    });
    await gateway.until(conversationId, ({ sealed }) => sealed?.reason === 'expired');
    expect(await ended.desk.refusal({ type: 'extend', conversationId })).toBe('window-expired');
    expect(await ended.desk.refusal({ type: 'send', conversationId, text: 'Hi' })).toBe('window-expired');
    const late = { secretHash: hashSecret(newSecret()), way: 'link', linkId, connection: null } as const;
    expect(await returnTo(conversationId, late)).toEqual({ refused: 'window-expired' });
    expect(await (await gateway.call('/v1/chat')).refusal(ended.resume)).toBe('window-expired');
  });
});
