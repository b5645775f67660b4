import type { CustomerFrame, QueueFrame } from '@rejoin/contracts';
import { evolveChat, noChat, type ChatState } from './chat-state';

const queue: QueueFrame = {
  type: 'queue',
  conversationId: 'c1',
  position: 2,
  orLater: false,
  averageWaitSeconds: null,
};
const resumed = {
  type: 'resumed',
  requestId: 'r1',
  conversationId: 'c1',
  epoch: 1,
  fromSeq: 1,
  toSeq: 0,
  created: true,
  serverNow: '2026-01-01T00:00:00.000Z',
} as const;
const snapshot = (state: 'open' | 'active', rev: number): CustomerFrame => ({
  type: 'conversation',
  conversation: { conversationId: 'c1', state, rev } as never,
});
const after = (...frames: CustomerFrame[]): ChatState => frames.reduce(evolveChat, noChat);

describe('the place in the queue', () => {
  it('is the latest that the server has sent', () => {
    expect(after(resumed, queue, { ...queue, position: 1 }).queue?.position).toBe(1);
  });

  it('stays while the conversation waits, and is null when an agent has it', () => {
    expect(after(resumed, queue, snapshot('open', 2)).queue).toEqual(queue);
    expect(after(resumed, queue, snapshot('active', 2)).queue).toBeNull();
  });

  it('is not known after a return until the server sends it again', () => {
    expect(after(resumed, queue, resumed).queue).toBeNull();
  });

  it('is never that of another conversation', () => {
    expect(after(resumed, { ...queue, conversationId: 'c2' }).queue).toBeNull();
  });
});
