import { numbersIn, textWith } from './numbers-in';

describe('numbers in a message', () => {
  const forms = { one: '# chat', two: 'two chats', other: '# of # chats' };

  it('are written for the locale', () => {
    expect([numbersIn('en')(12_345), numbersIn('de')(12_345)]).toEqual(['12,345', '12.345']);
    expect(numbersIn('ar-EG')(3)).toBe('٣');
  });

  it('choose the form that the language has for them', () => {
    expect([1, 2, 1000].map((count) => numbersIn('en')(count, forms))).toEqual([
      '1 chat',
      '2 of 2 chats',
      '1,000 of 1,000 chats',
    ]);
    expect(numbersIn('ar')(2, forms)).toBe('two chats');
  });

  it('are given to a form that is a function, so that a # in a name stays', () => {
    const form = (count: string) => `${count} chats of #1`;
    expect(numbersIn('en')(5, { other: form })).toBe('5 chats of #1');
  });
});

describe('a text that may have parameters', () => {
  it('is filled in if it has them', () => {
    expect(textWith('Closed', { name: 'Anna' })).toBe('Closed');
    expect(textWith(({ name }: { name: string }) => `Closed by ${name}`, { name: 'Anna' })).toBe(
      'Closed by Anna',
    );
  });
});
