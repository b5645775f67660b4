import type { Envelope } from '@rejoin/contracts';
import { evolve, nothingYet, type Hello, type Story } from './story';
import { told } from './told.fixture';

const started = told('ConversationStarted', 'c1', { widgetId: 'demo' });
const assigned = told('AgentAssigned', 'c1', { agentId: 'anna', units: 1 });
const opened = told('ReconnectionWindowOpened', 'c1', {
  deadlineAt: '2026-01-01T00:05:00.000Z',
  limitSeconds: 90,
});
const held = told('CapacityHeld', 'c1', { agentId: 'anna', units: 1 });

function after(...facts: readonly Envelope[]): Story {
  return facts.reduce(
    (story: Story, fact) => evolve(story, { kind: 'fact', fact, now: fact.time, here: 0 }),
    nothingYet,
  );
}

describe('the story of the demo', () => {
  it('follows the chat that a visitor has started, and none of others', () => {
    expect(after(told('ConversationStarted', 'c9', { widgetId: 'shop' })).chat).toBeUndefined();
    expect(after(started, assigned).chat).toMatchObject({ phase: 'served', agentId: 'anna' });
    expect(after(started, told('AgentAssigned', 'c9', { agentId: 'ben' })).chat?.agentId).toBeNull();
  });

  it('knows that the customer is away, until when, and that the slot is held', () => {
    expect(after(started, assigned, opened, held).chat).toMatchObject({
      phase: 'away',
      held: true,
      window: { deadlineAt: '2026-01-01T00:05:00.000Z', limitSeconds: 90 },
    });
  });

  it('has more time after an extension', () => {
    const longer = { deadlineAt: '2026-01-01T00:06:00.000Z', seconds: 60 };
    expect(
      after(started, assigned, opened, told('ReconnectionWindowExtended', 'c1', longer)).chat?.window,
    ).toEqual({ deadlineAt: '2026-01-01T00:06:00.000Z', limitSeconds: 150 });
  });

  it('has them back, or too late, for good', () => {
    const back = told('ReconnectAccepted', 'c1');
    expect(after(started, assigned, opened, back).chat).toMatchObject({ phase: 'served', window: null });
    const late = told('ReconnectExpired', 'c1');
    expect(after(started, opened, late, assigned).chat).toMatchObject({ phase: 'over', outcome: 'too-late' });
  });

  it('has the slot free when it is, not before', () => {
    const late = told('ReconnectExpired', 'c1');
    const slot = (...more: readonly Envelope[]) => after(started, assigned, opened, held, late, ...more);
    expect(slot().chat).toMatchObject({ phase: 'over', slotFree: false });
    expect(slot(told('CapacityReleased', 'c1')).chat).toMatchObject({ phase: 'over', slotFree: true });
  });

  it('ticks the link off that an agent has sent, not one that replaces it', () => {
    expect(after(started, told('ReconnectLinkSent', 'c1', { agentId: null })).done).toEqual(['hello']);
    expect(after(started, told('ReconnectLinkSent', 'c1', { agentId: 'anna' })).done).toContain('link');
  });

  it('ticks off what was tried, once', () => {
    const link = told('CustomerReconnected', 'c1', { way: 'link' });
    expect(after(started, assigned, opened, link, link, opened).done).toEqual(['hello', 'cut', 'device']);
  });

  it('shows each fact once, in the order of their times', () => {
    expect(after(assigned, started, assigned).facts).toEqual([started, assigned]);
  });

  it('is the same in whatever order the services are heard', () => {
    const inOrder = after(started, assigned, opened, held);
    expect(after(held, opened, assigned, started).chat).toEqual(inOrder.chat);
    expect(after(opened, started, held, assigned).chat).toEqual(inOrder.chat);
    expect(after(held, opened, assigned, started).done).toEqual(inOrder.done);
  });

  it('is the same after the page has connected again', () => {
    const hello: Hello = {
      boot: 'b1',
      now: started.time,
      desk: '',
      admin: '',
      pages: { laptop: '', phone: '' },
      connections: { laptop: 'cut', phone: 'whole' },
      facts: [started, assigned, opened, held],
    };
    const before = evolve(after(started, assigned), { kind: 'lost' });
    expect(before.connected).toBe(false);
    const again = evolve(before, { kind: 'hello', hello, here: 0 });
    expect(again).toMatchObject({
      connected: true,
      connections: hello.connections,
      chat: after(...hello.facts).chat,
    });
    expect(again.facts).toEqual(hello.facts);
  });
});
