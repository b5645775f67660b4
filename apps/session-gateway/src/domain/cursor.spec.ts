import { historyCursor, ongoingCursor, windowCursor } from './cursor';

const encoded = (key: string) => Buffer.from(key).toString('base64url');
const at = '2026-11-22T16:05:00.000Z';
const conversationId = '01a203b9-ed32-728d';

describe('a cursor', () => {
  it('is parsed to the position that it was made of', () => {
    const window = { deadlineAt: at, conversationId };
    expect(windowCursor.parse(encoded(windowCursor.keyOf(window)))).toEqual(window);
    const past = { closedAt: at, conversationId };
    expect(historyCursor.parse(encoded(historyCursor.keyOf(past)))).toEqual(past);
    const ongoing = { rank: 1, at, conversationId };
    expect(ongoingCursor.parse(encoded(ongoingCursor.keyOf(ongoing)))).toEqual(ongoing);
  });

  it('contains the position of an item, and nothing else of it', () => {
    const item = { conversationId, customerName: 'Mia', closedAt: at };
    expect(historyCursor.keyOf(item)).toBe(`${at} ${conversationId}`);
  });

  it('of an unknown rank is invalid', () => {
    expect(ongoingCursor.parse(encoded(`4 ${at} c1`))).toMatchObject({ refused: 'invalid' });
  });
});

describe.each([
  { list: 'windows', cursor: windowCursor, rank: '' },
  { list: 'the history', cursor: historyCursor, rank: '' },
  { list: 'ongoing conversations', cursor: ongoingCursor, rank: '1 ' },
])('a cursor of $list', ({ cursor, rank }) => {
  it.each([
    '',
    'nonsense',
    '%%%',
    encoded(`${rank}today c1`),
    encoded(`${rank}0000-01-01T00:00:00.000Z c1`),
    encoded(`${rank}${at} ' or 1=1`),
  ])('of %j is invalid', (text) => {
    expect(cursor.parse(text)).toEqual({
      refused: 'invalid',
      fields: [expect.objectContaining({ field: '/cursor', code: 'not-a-cursor' })],
    });
  });
});
