import { continuable } from './continuable';

describe('the conversations that can be continued', () => {
  const one = { conversationId: 'c1', agentName: 'Ada', lastText: 'hi', lastAt: '2026-01-01T00:00:00.000Z' };
  const told = {
    conversations: [{ ...one, deadlineAt: '2026-01-01T00:05:00.000Z' }],
    serverNow: '2026-01-01T00:00:30.000Z',
  };

  it("count down from the server's time, whatever the clock of the device shows", () => {
    expect(continuable(told, 0)).toEqual([{ ...one, secondsLeft: 270 }]);
    expect(continuable(told, 200.4)).toEqual([{ ...one, secondsLeft: 69 }]);
  });

  it('have no deadline while they are connected elsewhere', () => {
    const alive = { ...told, conversations: [{ ...one, deadlineAt: null }] };
    expect(continuable(alive, 1e6)).toEqual([{ ...one, secondsLeft: null }]);
  });

  it('are removed at the deadline', () => {
    expect(continuable(told, 270)).toEqual([]);
  });
});
