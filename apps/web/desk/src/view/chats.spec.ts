import { chatsOf } from './chats';
import { away, deskOf, entry, snapshot, system } from './desk-view.fixture';

describe('the list of conversations', () => {
  it('has disconnected customers first, by the nearest deadline, then the others by their start', () => {
    const desk = deskOf([
      [snapshot('c4', { state: 'wrap-up' })],
      [snapshot('c3')],
      [away('c1', '2026-03-01T12:05:00.000Z')],
      [snapshot('c2')],
      [away('c5', '2026-03-01T12:01:00.000Z')],
    ]);
    expect(chatsOf(desk, {}).map(({ conversationId }) => conversationId)).toEqual([
      'c5',
      'c1',
      'c2',
      'c3',
      'c4',
    ]);
  });

  it('contains no conversation before its snapshot, and none that this agent does not serve', () => {
    expect(chatsOf(deskOf([[undefined, entry(1)], [snapshot('c1', { state: 'open' })]]), {})).toEqual([]);
  });

  it("counts the customer's messages since the agent last read the conversation", () => {
    const desk = deskOf([
      [
        snapshot('c1'),
        entry(1),
        entry(2, { sender: 'agent' }),
        entry(3),
        system(4, 'customer-lost'),
        entry(5),
      ],
    ]);
    expect(chatsOf(desk, { c1: 1 })[0]?.unread).toBe(2);
    expect(chatsOf(desk, {})[0]?.unread).toBe(3);
  });

  it('treats a customer with an unstable connection as connected', () => {
    const lost = snapshot('c1', { customer: { name: null, status: 'lost', epoch: 1, lostAt: null } });
    expect(chatsOf(deskOf([[lost]]), {})[0]?.group).toBe('active');
  });
});
