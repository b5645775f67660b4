import { viewOf } from './view-of';
import type { WidgetEvent } from './state';
import { given, message, snapshot } from './widget.fixture';

const chat: WidgetEvent[] = [
  { type: 'opening', isNew: true },
  { type: 'line', line: 'live' },
  { type: 'conversation', conversation: snapshot() },
];
const phase = (...events: WidgetEvent[]) => viewOf(given(...events)).phase;

describe('the view of a chat', () => {
  it('is "connecting" until there is something to show', () => {
    const opening: WidgetEvent = { type: 'opening', isNew: true };
    expect(phase(opening)).toEqual({ name: 'connecting', slow: false });
    const item = { id: 'm1', kind: 'message', text: 'hello' } as const;
    expect(phase(opening, { type: 'outgoing', items: [item] })).toMatchObject({
      name: 'chat',
      lines: [{ key: 'm1', delivery: 'sending' }],
    });
  });

  it('keeps the place and the key of a message from being typed to being stored', () => {
    const item = { id: 'm1', kind: 'message', text: 'hello' } as const;
    const stored = message(2, { sender: 'customer', clientId: 'm1', text: 'hello', params: {} });
    const before = phase(...chat, { type: 'outgoing', items: [item] });
    const between = phase(
      ...chat,
      { type: 'outgoing', items: [item] },
      { type: 'entries', all: [message(1), stored] },
    );
    expect(before).toMatchObject({ lines: [{ key: 'm1', delivery: 'sending', at: null }] });
    expect(between).toMatchObject({
      lines: [
        { key: 'entry-1', name: 'Ada' },
        { key: 'm1', delivery: 'sent' },
      ],
    });
  });

  it('shows what was refused with its reason, and nothing of what is hidden', () => {
    const failed = { id: 'm1', text: 'once more', refusal: 'message-conflict' } as const;
    const hidden = message(1, { kind: 'hidden', text: null, sender: 'agent' });
    expect(phase(...chat, { type: 'entries', all: [hidden] }, { type: 'failed', failed })).toMatchObject({
      lines: [{ key: 'm1', delivery: 'not-sent', refusal: 'message-conflict' }],
    });
  });

  it('shows a message once that was refused in another tab and is under way in this one', () => {
    const failed = { id: 'm1', text: 'too long', refusal: 'message-too-long' } as const;
    const item = { id: 'm1', kind: 'message', text: 'too long' } as const;
    const shown = phase(...chat, { type: 'outgoing', items: [item] }, { type: 'failed', failed });
    expect(shown).toMatchObject({ lines: [{ key: 'm1', delivery: 'not-sent' }] });
  });

  it('shows system entries by their code, and none that it does not know', () => {
    const joined = message(1, { kind: 'system', code: 'agent-joined', text: null });
    const unknown = message(2, { kind: 'system', code: null, text: null });
    expect(phase(...chat, { type: 'entries', all: [joined, unknown] })).toMatchObject({
      lines: [{ kind: 'system', code: 'agent-joined', params: { name: 'Ada' } }],
    });
  });

  it('counts down only while the line is lost, and offers more time only while it is not', () => {
    const left: WidgetEvent = { type: 'seconds-left', seconds: 99.7 };
    expect(phase(...chat, left)).toMatchObject({
      secondsLeft: null,
      ahead: { canExtend: true, limitSeconds: 300 },
    });
    const said: WidgetEvent = { type: 'entries', all: [message(1)] };
    expect(phase(...chat, said, { type: 'line', line: 'waiting' }, left)).toMatchObject({
      secondsLeft: 99,
      ahead: { canExtend: false },
    });
  });

  it('counts as unread what others said while the panel was closed', () => {
    const own = message(2, { sender: 'customer', clientId: 'm1' });
    const events: WidgetEvent[] = [...chat, { type: 'entries', all: [message(1), own, message(3)] }];
    expect(viewOf(given(...events)).unread).toBe(2);
    expect(viewOf(given(...events, { type: 'opened' })).unread).toBe(0);
    expect(viewOf(given(...events, { type: 'opened' }, { type: 'hidden' })).unread).toBe(0);
  });

  it('offers to try again only where that can help', () => {
    const refused = (name: 'denied' | 'unavailable') =>
      phase({ type: 'opening-refused', refused: { name, redirectUrl: null } });
    expect(refused('denied')).toMatchObject({ canTryAgain: false });
    expect(refused('unavailable')).toMatchObject({ canTryAgain: true });
  });
});
