import { evolve } from './evolve';
import type { WidgetEvent } from './state';
import { given, message, snapshot } from './widget.fixture';

const live: WidgetEvent[] = [
  { type: 'opening', isNew: true },
  { type: 'connection', connection: 'live' },
];

describe('a widget before a chat', () => {
  it('uses the language of the widget, unless the page has chosen one', () => {
    const chosen = given({ type: 'settings', locale: 'de', askName: true });
    expect(chosen).toMatchObject({ locale: 'de', askName: true });
    expect(evolve(chosen, { type: 'settings', locale: null, askName: false }).locale).toBe('de');
  });

  it('has the settings for notifications, also without its customer and from a gateway that sends none', () => {
    const notifications = { showCount: false, playSound: true };
    const set = given({ type: 'settings', locale: null, askName: false, notifications });
    expect(evolve(set, { type: 'wiped' })).toMatchObject({ notifications });
    expect(evolve(set, { type: 'settings', locale: null, askName: false })).toMatchObject({ notifications });
  });

  it('opens for a link, which waits for a click', () => {
    expect(given({ type: 'link-found' })).toMatchObject({ open: true, stage: { name: 'link' } });
  });

  it('shows that it takes long only while it waits', () => {
    expect(given({ type: 'slow' }).stage).toEqual({ name: 'loading', slow: true });
    expect(given(...live, { type: 'slow' }).stage).toEqual({ name: 'chat', slow: false });
    expect(given({ type: 'nothing-held' }, { type: 'slow' }).stage).toEqual({ name: 'welcome' });
  });

  it('shows why a chat could not be started, and keeps the typed text', () => {
    const refused = { name: 'token-invalid', redirectUrl: null } as const;
    const state = given({ type: 'typed', text: 'a question' }, ...live, { type: 'opening-refused', refused });
    expect(state).toMatchObject({
      draft: 'a question',
      stage: { name: 'unavailable', why: 'token-invalid' },
    });
  });
});

describe('a chat', () => {
  it('counts as seen the entries that came while the panel was open', () => {
    const open = given({ type: 'opened' }, ...live, { type: 'entries', all: [message(1), message(2)] });
    expect(open.seen).toBe(2);
    const hidden = evolve(open, { type: 'hidden' });
    expect(evolve(hidden, { type: 'entries', all: [message(1), message(2), message(3)] }).seen).toBe(2);
  });

  it('counts nothing as seen while the page is in the background, until the page is visible again', () => {
    const away = given({ type: 'opened' }, ...live, { type: 'page', hidden: true });
    const told = evolve(away, { type: 'entries', all: [message(1)] });
    expect(told.seen).toBe(0);
    expect(evolve(told, { type: 'page', hidden: false }).seen).toBe(1);
    expect(evolve({ ...told, open: false }, { type: 'page', hidden: false }).seen).toBe(0);
  });

  it('shows no one typing when the connection is lost or the message has come', () => {
    const typing = given(...live, { type: 'typing', now: true });
    expect(evolve(typing, { type: 'connection', connection: 'waiting' }).agentIsTyping).toBe(false);
    expect(evolve(typing, { type: 'entries', all: [message(1)] }).agentIsTyping).toBe(false);
    const own = message(1, { sender: 'customer', clientId: 'm1' });
    expect(evolve(typing, { type: 'entries', all: [own] }).agentIsTyping).toBe(true);
  });

  it('ends with its transcript when the customer sees the end', () => {
    const ended = snapshot({ ended: { by: 'agent', reason: 'ended' } });
    const state = given(
      ...live,
      { type: 'entries', all: [message(1)] },
      { type: 'conversation', conversation: ended, queue: null },
    );
    expect(state).toMatchObject({ stage: { name: 'ended', by: 'agent' }, entries: [{ seq: 1 }] });
  });

  it('shows a return only when something was missed or this page had lost its connection', () => {
    const first = { type: 'reconnected', missed: 0 } as const;
    expect(given({ type: 'opening', isNew: false }, first).justBack).toBeNull();
    expect(given(...live, { type: 'connection', connection: 'waiting' }, first).justBack).toEqual({
      missed: 0,
    });
    expect(given({ type: 'opening', isNew: false }, { ...first, missed: 2 }).justBack).toEqual({ missed: 2 });
  });

  it('does not change its end when a late answer refuses it', () => {
    const late = { type: 'opening-refused', refused: { name: 'denied', redirectUrl: null } } as const;
    for (const stage of ['superseded', 'ended'] as const) {
      const event =
        stage === 'ended'
          ? ({ type: 'ended', by: 'customer' } as const)
          : ({ type: stage, usedLinks: [] } as const);
      const before = given(...live, event);
      expect(evolve(before, late)).toBe(before);
    }
  });

  it('is too late with the redirect URL, and keeps unsent texts', () => {
    const refused = { name: 'window-expired', redirectUrl: 'https://shop.example/late' } as const;
    const failed = { id: 'm1', text: 'refused', refusal: 'message-conflict' } as const;
    const state = given(
      ...live,
      { type: 'failed', failed },
      { type: 'entries', all: [message(1)] },
      { type: 'opening-refused', refused },
      { type: 'kept', texts: ['unsent'] },
    );
    expect(state.stage).toEqual({
      name: 'too-late',
      why: 'window-expired',
      redirectUrl: refused.redirectUrl,
    });
    expect(state).toMatchObject({ kept: ['unsent'], failed: [failed], entries: [] });
  });

  it('shows a refused message once, also when it was refused in another tab too', () => {
    const failed = { id: 'm1', text: 'too long', refusal: 'message-too-long' } as const;
    const beside = { type: 'remembered', open: false, draft: '', seen: 0 } as const;
    const once = given(...live, { ...beside, failed: [failed] }, { type: 'failed', failed });
    expect(once.failed).toEqual([failed]);
    expect(given({ ...beside, failed: [failed, failed] }).failed).toEqual([failed]);
    expect(evolve(once, { type: 'unfailed', id: 'm1' }).failed).toEqual([]);
  });

  it('is removed at a sign-out', () => {
    const state = given({ type: 'opened' }, { type: 'typed', text: 'secret' }, ...live, { type: 'wiped' });
    expect(state).toMatchObject({ open: false, draft: '', entries: [], stage: { name: 'loading' } });
  });
});
