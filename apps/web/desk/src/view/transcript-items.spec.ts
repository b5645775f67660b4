import { entry, system } from './desk-view.fixture';
import { itemsOf } from './transcript-items';
import { capacityOf } from './capacity';
import { filterIn, matching, type QuickReply } from './quick-replies';
import { hashOf, routeOf } from './route';
import { partsOf } from './slug';
import { snapshot } from './desk-view.fixture';

describe('the items of a transcript', () => {
  it('start each day with a heading, and show the sender once in a turn', () => {
    const entries = [
      entry(1),
      entry(2),
      entry(3, { sender: 'agent', agentId: 'anna' }),
      entry(4, { sender: 'agent', agentId: 'anna', visibility: 'internal' }),
      entry(5, { at: '2026-03-03T12:00:00.000Z' }),
    ];
    const { items } = itemsOf(entries, [], 50);
    expect(items.map(({ type }) => type)).toEqual([
      'day',
      'message',
      'message',
      'message',
      'message',
      'day',
      'message',
    ]);
    expect(items.flatMap((item) => (item.type === 'message' ? [item.isFirstOfTurn] : []))).toEqual([
      true,
      false,
      true,
      true,
      true,
    ]);
  });

  it('are the latest ones, with the number of earlier entries', () => {
    const entries = [1, 2, 3, 4].map((seq) => entry(seq));
    expect(itemsOf(entries, [], 2)).toMatchObject({
      earlier: 2,
      items: [{ type: 'day' }, { key: '3' }, { key: '4' }],
    });
  });

  it('leave out hidden entries', () => {
    expect(itemsOf([entry(1, { kind: 'hidden' }), system(2, 'queued')], [], 50).items).toMatchObject([
      { type: 'day' },
      { type: 'system' },
    ]);
  });

  it('show a message once, whether its response or its entry arrives first', () => {
    const one = { id: 'm1', conversationId: 'c1', text: 'hi', quickReplyId: null, refused: null };
    expect(itemsOf([], [one], 50).items).toMatchObject([{ type: 'unsent' }]);
    const stored = entry(1, { sender: 'agent', clientId: 'm1' });
    expect(itemsOf([stored], [one], 50).items.map(({ type }) => type)).toEqual(['day', 'message']);
  });
});

describe('quick replies', () => {
  const reply = (quickReplyId: string, more: Partial<QuickReply> = {}): QuickReply => ({
    quickReplyId,
    workstreamId: 'sales',
    title: quickReplyId,
    body: 'text',
    locale: 'en',
    hasReconnectLink: false,
    ...more,
  });

  it('are those of the workstream, with those in the language of the conversation first', () => {
    const replies = [
      reply('Hallo', { locale: 'de' }),
      reply('Hello', { locale: 'en-GB' }),
      reply('No', { workstreamId: 'x' }),
    ];
    expect(matching(replies, snapshot('c1'), '').map(({ title }) => title)).toEqual(['Hello', 'Hallo']);
  });

  it('are matched by title and body, ignoring diacritics', () => {
    const replies = [reply('Grüße', { body: 'Bis bald' }), reply('Other')];
    expect(matching(replies, snapshot('c1'), 'grusse')).toEqual([]);
    expect(matching(replies, snapshot('c1'), 'gruß').map(({ title }) => title)).toEqual(['Grüße']);
    expect(matching(replies, snapshot('c1'), 'BALD').map(({ title }) => title)).toEqual(['Grüße']);
  });

  it('are opened only by a slash at the beginning', () => {
    expect(['/', '/hel', 'a/b', '/a\nb'].map(filterIn)).toEqual(['', 'hel', undefined, undefined]);
  });
});

describe('a slug', () => {
  it('is a separate part, in both spellings', () => {
    expect(partsOf('Back: ${ReconnectUrl{ReconnectID}}!')).toEqual(['Back: ', null, '!']);
    expect(partsOf('{ReconnectUrl{ReconnectID}}')).toEqual([null]);
  });
});

describe('a route', () => {
  it('is unchanged after formatting and parsing', () => {
    for (const route of [
      { page: 'chats', conversationId: null },
      { page: 'chats', conversationId: '0192-a_B' },
      { page: 'history', conversationId: null },
      { page: 'history', conversationId: 'c1' },
      { page: 'supervisor' },
    ] as const) {
      expect(routeOf(hashOf(route))).toEqual(route);
    }
  });

  it('leads to the chats when the hash is invalid', () => {
    expect(['', '#/nothing', '#/chats/a b'].map((hash) => routeOf(hash).page)).toEqual([
      'chats',
      'chats',
      'chats',
    ]);
  });
});

describe('the capacity', () => {
  it('adds up to the maximum, with held units as a part of the used ones', () => {
    expect(capacityOf({ usedUnits: 3, heldUnits: 1, maxUnits: 4 })).toEqual({
      busy: 0.5,
      held: 0.25,
      free: 1,
    });
  });

  it('is full when the maximum was lowered below the used units', () => {
    expect(capacityOf({ usedUnits: 3, heldUnits: 0, maxUnits: 2 })).toEqual({ busy: 1, held: 0, free: 0 });
  });
});
