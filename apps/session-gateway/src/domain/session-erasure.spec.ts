import { decide } from './decide-session';
import { evolve } from './evolve-session';
import type { Session, SessionEvent } from './session';
import { aSession, assigned } from './session.fixture';
import { isRefused } from '@rejoin/kernel';

const at = '2026-03-01T12:00:00.000Z';
const closed = (): Session => ({
  ...aSession(assigned('anna')),
  state: 'closed',
  sealed: { by: 'agent', reason: 'ended' },
});
const after = (session: Session, events: readonly SessionEvent[]) => events.reduce(evolve, session);

describe.each(['open', 'active', 'waiting', 'wrap-up'] as const)('a conversation that is %s', (state) => {
  it.each([{ type: 'erase', because: 'request' } as const, { type: 'delete' } as const])(
    'is not erased or deleted: $type',
    (command) => {
      expect(decide({ ...closed(), state }, command, at)).toEqual({ refused: 'conversation-open' });
    },
  );
});

describe('a closed conversation', () => {
  it.each(['retention', 'request'] as const)('is erased once (%s), and no secret opens it', (because) => {
    const session = closed();
    const events = decide(session, { type: 'erase', because }, at);
    const { conversationId } = session;
    expect(events).toEqual([{ type: 'ConversationErased', data: { conversationId, because, at } }]);
    if (isRefused(events)) throw new Error('refused');
    const erased = after(session, events);
    expect(erased).toMatchObject({ erased: true, secretHash: '', lastSeq: session.lastSeq });
    expect(decide(erased, { type: 'erase', because: 'request' }, at)).toEqual([]);
  });

  it('is deleted once', () => {
    const session = closed();
    const events = decide(session, { type: 'delete' }, at);
    expect(events).toEqual([
      { type: 'ConversationDeleted', data: { conversationId: session.conversationId, at } },
    ]);
    if (isRefused(events)) throw new Error('refused');
    expect(decide(after(session, events), { type: 'delete' }, at)).toEqual([]);
  });
});
