import { viewOf } from './view-of';
import type { Entry } from '@rejoin/contracts';
import type { WidgetEvent } from './state';
import { given, message, snapshot } from './widget.fixture';

const chat: WidgetEvent[] = [
  { type: 'opening', isNew: true },
  { type: 'connection', connection: 'live' },
  { type: 'conversation', conversation: snapshot(), queue: null },
];
const phase = (...events: WidgetEvent[]) => viewOf(given(...events)).phase;

describe('the view of a chat', () => {
  it('is "connecting" until there is something to show', () => {
    const opening: WidgetEvent = { type: 'opening', isNew: true };
    expect(phase(opening)).toEqual({ name: 'connecting', slow: false });
    const item = { id: 'm1', kind: 'message', text: 'hello' } as const;
    expect(phase(opening, { type: 'outgoing', items: [item] })).toMatchObject({
      name: 'chat',
      items: [{ key: 'm1', delivery: 'sending' }],
    });
  });

  it('keeps the position and the key of a message from typing to storing', () => {
    const item = { id: 'm1', kind: 'message', text: 'hello' } as const;
    const stored = message(2, { sender: 'customer', clientId: 'm1', text: 'hello', params: {} });
    const before = phase(...chat, { type: 'outgoing', items: [item] });
    const between = phase(
      ...chat,
      { type: 'outgoing', items: [item] },
      { type: 'entries', all: [message(1), stored] },
    );
    expect(before).toMatchObject({ items: [{ key: 'm1', delivery: 'sending', at: null }] });
    expect(between).toMatchObject({
      items: [
        { key: 'entry-1', name: 'Ada' },
        { key: 'm1', delivery: 'sent' },
      ],
    });
  });

  it('shows refused messages with their reason, and no hidden entries', () => {
    const failed = { id: 'm1', text: 'once more', refusal: 'message-conflict' } as const;
    const hidden = message(1, { kind: 'hidden', text: null, sender: 'agent' });
    expect(phase(...chat, { type: 'entries', all: [hidden] }, { type: 'failed', failed })).toMatchObject({
      items: [{ key: 'm1', delivery: 'not-sent', refusal: 'message-conflict' }],
    });
  });

  it('shows a message once that was refused in another tab and is being sent in this one', () => {
    const failed = { id: 'm1', text: 'too long', refusal: 'message-too-long' } as const;
    const item = { id: 'm1', kind: 'message', text: 'too long' } as const;
    const shown = phase(...chat, { type: 'outgoing', items: [item] }, { type: 'failed', failed });
    expect(shown).toMatchObject({ items: [{ key: 'm1', delivery: 'not-sent' }] });
  });

  it('shows system entries by their code, and none with an unknown code', () => {
    const joined = message(1, { kind: 'system', code: 'agent-joined', text: null });
    const unknown = message(2, { kind: 'system', code: null, text: null });
    expect(phase(...chat, { type: 'entries', all: [joined, unknown] })).toMatchObject({
      items: [{ kind: 'system', code: 'agent-joined', params: { name: 'Ada' } }],
    });
  });

  const happened = (seq: number, code: Entry['code'], params: Entry['params'] = {}) =>
    message(seq, { kind: 'system', sender: 'system', code, params, text: null });
  const cuts = (count: number) =>
    Array.from({ length: count }, (_, index) => [
      happened(2 * index + 1, 'customer-lost'),
      happened(2 * index + 2, 'customer-back', { way: 'resume', newDevice: false }),
    ]).flat();

  it('shows consecutive lost connections as one item, and the last one apart while it lasts', () => {
    const items = (all: Entry[]) => {
      const shown = phase(...chat, { type: 'entries', all });
      return 'items' in shown ? shown.items : [];
    };
    expect(items(cuts(5))).toMatchObject([{ key: 'entry-1', code: 'came-back', params: { times: 5 } }]);
    expect(items([...cuts(2), happened(5, 'customer-lost')])).toMatchObject([
      { code: 'came-back', params: { times: 2 } },
      { code: 'customer-lost' },
    ]);
    const apart = [...cuts(1), message(3), happened(4, 'customer-lost')];
    const back = happened(5, 'customer-back', { way: 'link', newDevice: true });
    expect(items([...apart, back]).map((item) => (item.kind === 'system' ? item.code : item.text))).toEqual([
      'came-back',
      'message 3',
      'customer-lost',
      'customer-back',
    ]);
  });

  it('marks links that no longer open the chat, on every device', () => {
    const linked = (seq: number, linkId: string) =>
      message(seq, { link: { linkId, url: `https://shop.example/#?oc.reconnectid=${linkId}` } });
    const links = [linked(1, 'l1'), linked(2, 'l2')];
    const states = (...events: WidgetEvent[]) => {
      const shown = phase(...chat, { type: 'entries', all: links }, ...events);
      return 'items' in shown ? shown.items.slice(0, 2).map(({ linkState }) => linkState) : [];
    };
    expect(states()).toEqual([undefined, undefined]);
    const back = happened(3, 'customer-back', { way: 'link', newDevice: true, linkId: 'l1' });
    expect(states({ type: 'entries', all: [...links, back] })).toEqual(['used', undefined]);
    expect(states({ type: 'superseded', usedLinks: ['l2'] })).toEqual([undefined, 'used']);
    expect(states({ type: 'ended', by: 'agent' })).toEqual(['over', 'over']);
  });

  it('counts down only while the connection is lost, and offers more time only while it is not', () => {
    const left: WidgetEvent = { type: 'seconds-left', seconds: 99.7 };
    expect(phase(...chat, left)).toMatchObject({
      secondsLeft: null,
      ahead: { canExtend: true, limitSeconds: 300 },
    });
    const said: WidgetEvent = { type: 'entries', all: [message(1)] };
    expect(phase(...chat, said, { type: 'connection', connection: 'waiting' }, left)).toMatchObject({
      secondsLeft: 99,
      ahead: { canExtend: false },
    });
  });

  it('counts as unread the messages of others that came while the panel was closed', () => {
    const own = message(2, { sender: 'customer', clientId: 'm1' });
    const events: WidgetEvent[] = [...chat, { type: 'entries', all: [message(1), own, message(3)] }];
    expect(viewOf(given(...events)).unread).toBe(2);
    expect(viewOf(given(...events, { type: 'opened' })).unread).toBe(0);
    expect(viewOf(given(...events, { type: 'opened' }, { type: 'hidden' })).unread).toBe(0);
    const open = given({ type: 'opened' }, { type: 'page', hidden: true }, ...events);
    expect(viewOf(open).unread).toBe(2);
  });

  it('offers another attempt only where it can help', () => {
    const refused = (name: 'denied' | 'unavailable') =>
      phase({ type: 'opening-refused', refused: { name, redirectUrl: null } });
    expect(refused('denied')).toMatchObject({ canTryAgain: false });
    expect(refused('unavailable')).toMatchObject({ canTryAgain: true });
  });

  it('shows the place in the queue that the server has sent last', () => {
    const queue = {
      type: 'queue',
      conversationId: 'c1',
      position: 2,
      orLater: false,
      averageWaitSeconds: 60,
    } as const;
    const waiting = snapshot({ agent: null, state: 'open' });
    const told: WidgetEvent = { type: 'conversation', conversation: waiting, queue };
    expect(phase(...chat, told)).toMatchObject({ queue: { position: 2 } });
    expect(phase(...chat, told, chat[2]!)).toMatchObject({ queue: null });
  });
});
