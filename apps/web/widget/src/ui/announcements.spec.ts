import type { Chat, View } from '../view';
import type { Speech } from '../words/speech';
import { speechFor } from '../words/speech.fixture';
import { announcement, type AnnouncedView } from './announcements';

let english: Speech;
beforeAll(async () => {
  english = await speechFor('en');
});
const chat: Chat = {
  name: 'chat',
  items: [],
  agent: null,
  queue: null,
  connection: 'live',
  agentIsTyping: false,
  secondsLeft: null,
  ahead: null,
  justBack: null,
  wasLive: true,
  ending: false,
};

function heard(phase: Partial<Chat> | View['phase'], more: Partial<View> = {}, lost = false): AnnouncedView {
  const view = {
    locale: 'en',
    open: true,
    unread: 0,
    showCount: true,
    draft: '',
    kept: [],
    notice: null,
    storageBlocked: false,
  };
  return { view: { ...view, phase: { ...chat, ...phase }, ...more }, lost };
}

const lostWith = (secondsLeft: number | null): AnnouncedView =>
  heard({ connection: 'waiting', secondsLeft }, {}, true);
const said = (before: AnnouncedView, after: AnnouncedView): string | null =>
  announcement(before, after, english);

describe('an announcement to screen readers', () => {
  it('reports that a typed text is kept while there was no connection yet', () => {
    const never = { wasLive: false };
    expect(said(heard(never), heard(never, {}, true))).toBe(english.words.connecting);
  });

  it('reports that the connection is lost, and how long the customer can return, if that is known', () => {
    expect(said(heard({}), lostWith(300))).toBe(`${english.words.lost} 5 minutes left to return.`);
    expect(said(heard({}), lostWith(null))).toBe(english.words.lost);
  });

  it.each([
    [61, 60, '1 minute left to return.'],
    [33, 29, '30 seconds left to return.'],
    [11, 10, '10 seconds left to return.'],
    [59, 58, null],
    [300, 299, null],
  ])('between %i and %i seconds is: %s', (before, after, sentence) => {
    expect(said(lostWith(before), lostWith(after))).toBe(sentence);
  });

  it('reports that the customer is back, with what was missed', () => {
    expect(said(lostWith(50), heard({ justBack: { missed: 1 } }))).toBe(
      `${english.words.back} 1 new message.`,
    );
    expect(said(lostWith(50), heard({ justBack: { missed: 0 } }))).toBe(english.words.back);
  });

  it('reports a refusal, once', () => {
    const refused = heard({}, { notice: { what: 'no-extension-left' } });
    expect(said(heard({}), refused)).toBe(english.words.refusals['no-extension-left']);
    expect(said(refused, refused)).toBeNull();
  });

  it('reports how a chat ends', () => {
    const over = heard({ name: 'too-late', why: 'window-expired', redirectUrl: null });
    expect(said(lostWith(1), over)).toBe(english.words.tooLateTitle);
    expect(said(heard({}), heard({ name: 'ended', by: 'agent', items: [] }))).toBe(english.words.endedTitle);
  });

  it('reports that a message was not sent, and nothing when it was', () => {
    const item = {
      kind: 'message',
      key: 'a',
      sender: 'customer',
      name: null,
      text: 'a',
      at: null,
      linkUrl: null,
    } as const;
    const sending = heard({ items: [{ ...item, delivery: 'sending', refusal: null }] });
    const failed = heard({ items: [{ ...item, delivery: 'not-sent', refusal: 'too-many' }] });
    const sent = heard({ items: [{ ...item, delivery: 'sent', refusal: null }] });
    expect(said(sending, failed)).toBe(english.words.notSent);
    expect(said(failed, failed)).toBeNull();
    expect(said(sending, sent)).toBeNull();
  });
});
