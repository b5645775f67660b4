import { timelineLine, withTexts } from './timeline';

const fact = {
  at: '2026-11-01T10:00:00.000Z',
  service: 'session-gateway',
  family: 'session',
  version: 2,
  type: 'MessageSent',
  data: { conversationId: 'c1', seq: 1, sender: 'customer', agentId: null, bytes: 5, at: 'x' },
  published: true,
};

describe('a timeline', () => {
  it('has time, service, fact, place and details in each line', () => {
    expect(timelineLine(fact).split(/ {2,}/)).toEqual([
      '2026-11-01T10:00:00.000Z',
      'session-gateway',
      'MessageSent',
      'session 2',
      'seq=1',
      'sender=customer',
      'bytes=5',
    ]);
  });

  it('says which facts wait for NATS', () => {
    expect(timelineLine({ ...fact, published: false })).toContain('(waits in the outbox)');
  });

  it('has texts only when they are added', () => {
    expect(timelineLine(fact)).not.toContain('Hello');
    const [shown] = withTexts([fact], [{ seq: 1, text: 'Hello' }]);
    expect(shown && timelineLine(shown)).toContain('text=Hello');
  });
});
