import { formatWindowCursor, parseWindowCursor } from './window-cursor';

describe('a cursor', () => {
  it('is parsed to the position that it was made of', () => {
    const place = { deadlineAt: '2026-11-22T16:05:00.000Z', conversationId: '01a203b9-ed32-728d' };
    expect(parseWindowCursor(formatWindowCursor(place))).toEqual(place);
  });

  it.each(['', 'nonsense', Buffer.from('today c1').toString('base64url'), '%%%'])(
    'of %j is invalid',
    (cursor) => {
      expect(parseWindowCursor(cursor)).toEqual({ refused: 'invalid' });
    },
  );
});
