import { continuable } from './continuable';

describe('what can be continued', () => {
  const one = { conversationId: 'c1', agentName: 'Ada', lastText: 'hi', lastAt: '2026-01-01T00:00:00.000Z' };
  const told = {
    conversations: [{ ...one, deadlineAt: '2026-01-01T00:05:00.000Z' }],
    serverNow: '2026-01-01T00:00:30.000Z',
  };

  it('counts down on this side from what the server told, whatever the clock of the device says', () => {
    expect(continuable(told, 0)).toEqual([{ ...one, secondsLeft: 270 }]);
    expect(continuable(told, 200.4)).toEqual([{ ...one, secondsLeft: 69 }]);
  });

  it('has no deadline while it lives elsewhere', () => {
    const alive = { ...told, conversations: [{ ...one, deadlineAt: null }] };
    expect(continuable(alive, 1e6)).toEqual([{ ...one, secondsLeft: null }]);
  });

  it('is gone at the deadline', () => {
    expect(continuable(told, 270)).toEqual([]);
  });
});
