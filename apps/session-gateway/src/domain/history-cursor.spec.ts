import { formatHistoryCursor, parseHistoryCursor } from './history-cursor';

describe('a cursor of the history', () => {
  it('is parsed to the position that it was made of', () => {
    const place = { closedAt: '2026-11-22T16:05:00.000Z', conversationId: '01a203b9-ed32-728d' };
    expect(parseHistoryCursor(formatHistoryCursor(place))).toEqual(place);
  });

  it.each([
    '',
    'nonsense',
    '%%%',
    Buffer.from('today c1').toString('base64url'),
    Buffer.from('0000-01-01T00:00:00.000Z c1').toString('base64url'),
    Buffer.from("2026-11-22T16:05:00.000Z ' or 1=1").toString('base64url'),
  ])('of %j is invalid', (cursor) => {
    expect(parseHistoryCursor(cursor)).toMatchObject({
      refused: 'invalid',
      fields: [{ field: '/cursor', code: 'not-a-cursor' }],
    });
  });
});
