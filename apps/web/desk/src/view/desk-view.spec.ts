import { Refusal } from '@rejoin/client';
import { chatsOf } from './chats';
import { away, deskOf, entry, snapshot, system, welcome } from './desk-view.fixture';
import { evolveView, initialView, type DeskEvent, type DeskView } from './desk-view';
import { noWork, type Unsent } from './kept-work';
import { goneFrom, latestOfEach, newsIn } from './news';

const { account } = welcome();
const unsent: Unsent = { id: 'm1', conversationId: 'c1', text: 'hello', quickReplyId: null, refused: null };
const signedIn = play(initialView(deskOf([])), { type: 'signed-in', account, expiresAt: null, work: noWork });
const later = '2026-03-01T12:30:00.000Z';

function play(view: DeskView, ...events: DeskEvent[]): DeskView {
  return events.reduce(evolveView, view);
}

describe('the kept work', () => {
  it('has a draft until the draft is empty', () => {
    const drafted = play(signedIn, { type: 'drafted', conversationId: 'c1', text: 'half a' });
    expect(drafted.work.drafts).toEqual({ c1: 'half a' });
    expect(play(drafted, { type: 'drafted', conversationId: 'c1', text: '' }).work.drafts).toEqual({});
  });

  it('has a message until it is stored, and records its refusal', () => {
    const sent = play(signedIn, { type: 'sent', unsent });
    expect(play(sent, { type: 'sent', unsent }).work.unsent).toEqual([unsent]);
    expect(play(sent, { type: 'stored', id: 'm1' }).work.unsent).toEqual([]);
    const refused = play(sent, { type: 'not-sent', id: 'm1', refused: 'message-too-long' });
    expect(refused.work.unsent).toEqual([{ ...unsent, refused: 'message-too-long' }]);
  });

  it('never lowers a read position', () => {
    const read = play(signedIn, { type: 'read', conversationId: 'c1', seq: 5 });
    expect(play(read, { type: 'read', conversationId: 'c1', seq: 3 })).toBe(read);
  });

  it('is kept when the sign-in expires, and the desk asks for the password', () => {
    const drafted = play(signedIn, { type: 'drafted', conversationId: 'c1', text: 'half a' });
    const refusal = new Refusal('sign-in-expired', 'over');
    const expired = play(drafted, { type: 'connection', status: { phase: 'over', refusal } });
    expect(expired).toMatchObject({ signInAgain: 'sign-in-expired', work: { drafts: { c1: 'half a' } } });
    expect(play(expired, { type: 'sign-in-again', why: null }).signInAgain).toBeNull();
  });

  it('says that the sign-in has expired, whether the connection or a request is refused first', () => {
    const over: DeskEvent = {
      type: 'connection',
      status: { phase: 'over', refusal: new Refusal('sign-in-expired', 'over') },
    };
    const refused: DeskEvent = { type: 'sign-in-again', why: 'sign-in-expired' };
    expect(play(signedIn, over, refused).signInAgain).toBe('sign-in-expired');
    expect(play(signedIn, refused, over).signInAgain).toBe('sign-in-expired');
    // Somebody who wanted to sign in before the end reads that it has come.
    expect(play(signedIn, { type: 'sign-in-again', why: 'soon' }, over).signInAgain).toBe('sign-in-expired');
  });

  it('is not interrupted when a password change ends the old sign-in before the new one arrives', () => {
    const over: DeskEvent = {
      type: 'connection',
      status: { phase: 'over', refusal: new Refusal('sign-in-expired', 'over') },
    };
    const renewing = play(signedIn, { type: 'renewing', is: true }, over, {
      type: 'sign-in-again',
      why: 'soon',
    });
    expect(renewing.signInAgain).toBeNull();
    const connecting: DeskEvent = { type: 'connection', status: { phase: 'connecting' } };
    expect(play(renewing, connecting, { type: 'renewing', is: false }).signInAgain).toBeNull();
    // No new sign-in arrived, so the desk asks for the password.
    expect(play(renewing, { type: 'renewing', is: false }).signInAgain).toBe('sign-in-expired');
  });
});

describe('the work of a conversation that has left the desk', () => {
  const minutes = 60_000;
  const live: DeskEvent = { type: 'connection', status: { phase: 'live' } };
  const tick = (now: number): DeskEvent => ({ type: 'tick', now });
  const drafted = (id: string): DeskEvent => ({ type: 'drafted', conversationId: id, text: 'half a' });
  const mine: DeskEvent = { type: 'desk', desk: deskOf([[snapshot('c2')]]) };
  const working = play(signedIn, drafted('c1'), drafted('c2'), mine, live);

  it('is dropped when the server has not listed the conversation for fifteen minutes of an unbroken connection', () => {
    const begun = play(working, tick(0), tick(14 * minutes));
    expect(begun.work.drafts).toEqual({ c1: 'half a', c2: 'half a' });
    expect(play(begun, tick(15 * minutes)).work.drafts).toEqual({ c2: 'half a' });
  });

  it('is kept while there is no connection, and the time starts anew after each reconnect', () => {
    const lost: DeskEvent = { type: 'connection', status: { phase: 'connecting' } };
    expect(play(working, lost, tick(0), tick(20 * minutes)).work).toBe(working.work);
    expect(play(working, tick(0), lost, live, tick(20 * minutes)).work).toBe(working.work);
  });

  it('is kept when the conversation has returned in the meantime', () => {
    const back: DeskEvent = { type: 'desk', desk: deskOf([[snapshot('c1')], [snapshot('c2')]]) };
    const again = play(working, tick(0), back, tick(10 * minutes), mine, tick(16 * minutes));
    expect(again.work.drafts).toEqual({ c1: 'half a', c2: 'half a' });
  });

  it('is limited to fifty conversations and drops those that left first', () => {
    const others = Array.from({ length: 55 }, (_, at) => drafted(`gone${at}`));
    const full = play(working, tick(0), ...others, tick(minutes));
    expect(Object.keys(full.work.drafts)).toHaveLength(51);
    expect(full.work.drafts).toHaveProperty('c2');
    expect(full.work.drafts).not.toHaveProperty('c1');
  });
});

describe('a desk after sleep', () => {
  const before = play(signedIn, { type: 'desk', desk: deskOf([[away('c1', later)], [snapshot('c2')]]) });
  const expired = system(1, 'window-expired', { at: '2026-03-01T12:10:00.000Z' });
  const wrapUp = snapshot('c1', { state: 'wrap-up', ended: { by: 'system', reason: 'expired' } });

  it('shows a notice of an expiry that it missed', () => {
    const woken = deskOf([[wrapUp, expired], [snapshot('c2')]], { welcome: welcome(later) });
    const notified = play(before, { type: 'desk', desk: woken });
    expect(notified.notices).toMatchObject([{ kind: 'expired', conversationId: 'c1', customerName: 'Mia' }]);
    expect(play(notified, { type: 'desk', desk: { ...woken } }).notices).toHaveLength(1);
    expect(play(notified, { type: 'dismissed', ids: ['expired c1'] }).notices).toEqual([]);
  });

  it('shows no notice of an expiry that it received live or that was read', () => {
    const seen = deskOf([[wrapUp, expired], [snapshot('c2')]]);
    expect(play(before, { type: 'desk', desk: seen }).notices).toEqual([]);
    const woken = deskOf([[wrapUp, expired], [snapshot('c2')]], { welcome: welcome(later) });
    const read = play(before, { type: 'read', conversationId: 'c1', seq: 1 });
    expect(play(read, { type: 'desk', desk: woken }).notices).toEqual([]);
  });

  it('shows a notice of a conversation that has left, unless this agent moved it', () => {
    const gone = deskOf([[away('c1', later)]]);
    expect(play(before, { type: 'desk', desk: gone }).notices).toMatchObject([
      { kind: 'left', conversationId: 'c2' },
    ]);
    const sentAway = play(
      before,
      { type: 'leaving', conversationId: 'c2', is: true },
      { type: 'desk', desk: gone },
    );
    expect(sentAway).toMatchObject({ notices: [], leaving: [] });
  });
});

describe('the typing indicator', () => {
  it('ends when the message arrives', () => {
    const before = deskOf([[snapshot('c1'), entry(1)]]);
    const typing = play(
      signedIn,
      { type: 'desk', desk: before },
      { type: 'typing', conversationId: 'c1', is: true },
    );
    expect(typing.typing).toEqual(['c1']);
    expect(
      play(typing, { type: 'desk', desk: deskOf([[snapshot('c1'), entry(1), entry(2)]]) }).typing,
    ).toEqual([]);
  });
});

describe('the news of the desk', () => {
  const joined = system(1, 'agent-joined', { at: later });

  it('are new conversations, messages, disconnects and returns', () => {
    const fresh = deskOf([[snapshot('c1'), joined]]);
    expect(newsIn(deskOf([]), fresh)).toMatchObject([{ kind: 'assigned', customerName: 'Mia' }]);
    const more = deskOf([
      [snapshot('c1'), joined, entry(2), entry(3), system(4, 'customer-lost'), system(5, 'customer-back')],
    ]);
    expect(newsIn(fresh, more).map(({ kind }) => kind)).toEqual(['message', 'away', 'returned']);
  });

  it('are reduced to the latest for each conversation, and are outdated when it has left the desk', () => {
    const fresh = deskOf([[snapshot('c1'), joined], [snapshot('c2')]]);
    const many = Array.from({ length: 102 }, (_, index) => entry(index + 2));
    const more = deskOf([[snapshot('c1'), joined, ...many, system(104, 'customer-lost')]]);
    expect(latestOfEach(newsIn(fresh, more))).toEqual([
      { kind: 'away', conversationId: 'c1', customerName: 'Mia' },
    ]);
    expect(goneFrom(fresh, more)).toEqual(['c2']);
  });

  it('do not include the content of the first load', () => {
    const loaded = deskOf([[snapshot('c1'), joined, entry(2)]], {
      welcome: welcome('2026-03-01T13:00:00.000Z'),
    });
    expect(newsIn(deskOf([]), loaded)).toEqual([]);
  });
});

describe('60 conversations that expired while the desk was closed', () => {
  const end = { at: '2026-03-01T12:10:00.000Z' };
  const ids = Array.from({ length: 60 }, (_, index) => `c${index}`);
  const ended = (id: string) =>
    [
      snapshot(id, { state: 'wrap-up', ended: { by: 'system', reason: 'expired' } }),
      entry(1),
      system(2, 'window-expired', end),
    ] as const;
  const morning = deskOf(ids.map(ended), { welcome: welcome(later), read: new Map() });
  const open = play(signedIn, { type: 'desk', desk: morning });

  it('have one notice each', () => {
    expect(open.notices).toHaveLength(60);
    expect(play(open, { type: 'desk', desk: { ...morning } }).notices).toHaveLength(60);
  });

  it('are dismissed together, permanently and for every browser', () => {
    const done = play(open, { type: 'dismissed', ids: open.notices.map(({ id }) => id) });
    expect(done.notices).toEqual([]);
    expect(Object.values(done.work.told)).toEqual(ids.map(() => 2));
    const known = ids.map((id) => [id, { conversationId: id, readSeq: 0, toldSeq: 2 }] as const);
    const otherBrowser = play(signedIn, { type: 'desk', desk: { ...morning, read: new Map(known) } });
    expect(otherBrowser.notices).toEqual([]);
    expect(chatsOf(otherBrowser.desk, otherBrowser.work.read)[0]?.unread).toBe(1);
  });

  it('have no notice when another device dismisses it', () => {
    const known = ids.slice(1).map((id) => [id, { conversationId: id, readSeq: 0, toldSeq: 2 }] as const);
    const notified = play(open, { type: 'desk', desk: { ...morning, read: new Map(known) } });
    expect(notified.notices).toMatchObject([{ conversationId: 'c0' }]);
  });

  it('have no notice once they are read', () => {
    expect(play(open, { type: 'read', conversationId: 'c5', seq: 2 }).notices).toHaveLength(59);
  });
});

describe('an expiry that happens while the desk is connected', () => {
  const expired = system(1, 'window-expired', { at: '2026-03-01T12:10:00.000Z' });
  const wrapUp = snapshot('c1', { state: 'wrap-up', ended: { by: 'system', reason: 'expired' } });

  it('is not reported as missed at the next sign-in', () => {
    const watching = play(
      signedIn,
      { type: 'desk', desk: deskOf([[away('c1', later)]]) },
      { type: 'desk', desk: deskOf([[wrapUp, expired]]) },
    );
    expect(watching.work.told).toEqual({ c1: 1 });
    const reload = { ...signedIn, work: watching.work };
    const again = play(reload, {
      type: 'desk',
      desk: deskOf([[wrapUp, expired]], { welcome: welcome(later) }),
    });
    expect(again.notices).toEqual([]);
  });

  it('is reported as missed when the desk was not connected', () => {
    const again = play(signedIn, {
      type: 'desk',
      desk: deskOf([[wrapUp, expired]], { welcome: welcome(later) }),
    });
    expect(again.notices).toHaveLength(1);
  });
});
