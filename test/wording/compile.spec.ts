import { runInNewContext } from 'node:vm';
import { numbersIn } from '../../apps/web/kit/numbers-in';
import { compile, typeOf, type Texts } from '../../apps/web/words/compile';

const six = ['zero', 'one', 'two', 'few', 'many', 'other'].map((form) => `${form} {x}`).join(' ');

type Built = Record<string, (values: object) => string>;

function built(texts: Texts, language = 'en', english = texts): Built {
  const create = runInNewContext(compile(texts, language, english)) as (
    numbers: typeof numbersIn,
    locale: string,
  ) => Built;
  return create(numbersIn, language);
}

describe('a compiled message', () => {
  it('is a string if it has no parameters, with whatever it contains', () => {
    const { plain, code } = built({ plain: 'Use ` and \\ or "#"', code: "In '{'braces'}'" });
    expect([plain, code]).toEqual(['Use ` and \\ or "#"', 'In {braces}']);
  });

  it('contains the values as they are, and numbers as the language writes them', () => {
    const { said } = built({ said: '`${name}`: \\ {name}, {count, number}' }, 'de');
    expect(said?.({ name: '{count} #', count: 1234 })).toBe('`${count} #`: \\ {count} #, 1.234');
  });

  it('has the plural form for a number, and other parameters inside it', () => {
    const { chats } = built({
      chats: 'With {name}: {count, plural, one {# chat since {since}} other {# chats, no. #1}}.',
    });
    expect(chats?.({ count: 1, name: 'Anna', since: '#9' })).toBe('With Anna: 1 chat since #9.');
    expect(chats?.({ count: 1000, name: 'Anna', since: '' })).toBe('With Anna: 1,000 chats, no. 1,0001.');
  });

  const english = {
    close: 'Close',
    chats: '{count, plural, one {# chat} other {# chats}}',
    by: { you: 'You' },
  };

  it('is English with the plural of English if it is not translated yet', () => {
    const { close, chats, by } = built({ close: 'Fermer' }, 'ar', english);
    expect(close).toBe('Fermer');
    expect(chats?.({ count: 3 })).toBe('3 chats');
    expect(by).toEqual({ you: 'You' });
  });

  it.each([
    ['a key that English does not have', { clsoe: 'x' }, 'English has no clsoe'],
    ['a key that English does not have, in a group', { by: { me: 'x' } }, 'English has no by.me'],
    ['a parameter that English does not have', { close: 'x {name}' }, 'close: the parameters are'],
    ['no parameter where English has one', { chats: 'x' }, 'chats: the parameters are'],
    ['a parameter of another type', { chats: 'x {count}' }, 'in English [["count","number"]]'],
    ['a missing plural form', { chats: '{count, plural, one {x} other {x}}' }, 'plural forms are missing'],
    ['a plural form of another language', { chats: '{count, plural, some {x} other {x}}' }, 'some'],
    ['an exact number', { chats: `{count, plural, =1 {x} ${six}}` }, 'not supported'],
    ['a choice', { close: '{a, select, b {x} other {y}}' }, 'not supported'],
    ['a date', { close: '{a, date}' }, 'not supported'],
    ['a broken message', { close: 'x {name' }, 'ar: close: '],
  ])('cannot be built with %s', (_, texts: Texts, reason) => {
    expect(() => compile(texts, 'ar', english)).toThrow(reason);
  });

  it('cannot be built from an English text in which a parameter is a number only at times', () => {
    const text = '{count}: {count, plural, one {x} other {y}}';
    expect(() => compile({}, 'de', { text })).toThrow('use {count, number}');
  });
});

describe('the type of the texts', () => {
  it('has each key, and the names and types of parameters', () => {
    const type = typeOf({ close: 'Close', 'by-you': { chats: '{n, plural, one {x} other {x}} of {name}' } });
    expect(type.replaceAll(/\s+/g, ' ')).toBe(
      "{ readonly close: string; readonly 'by-you': { readonly chats: (values: { readonly n: number; readonly name: string }) => string; }; }",
    );
  });
});
