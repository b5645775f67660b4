import { formatOngoingCursor, parseOngoingCursor } from './ongoing-cursor';

describe('the cursor of ongoing conversations', () => {
  const position = { rank: 1, at: '2026-11-22T16:00:00.000Z', conversationId: 'c1' };

  it('reads back what was written', () => {
    expect(parseOngoingCursor(formatOngoingCursor(position))).toEqual(position);
  });

  it.each(['', '!', 'MSAy', Buffer.from('4 2026-11-22T16:00:00.000Z c1').toString('base64url')])(
    'refuses %p, which is no cursor',
    (cursor) => {
      expect(parseOngoingCursor(cursor)).toMatchObject({
        refused: 'invalid',
        fields: [{ field: '/cursor' }],
      });
    },
  );
});
