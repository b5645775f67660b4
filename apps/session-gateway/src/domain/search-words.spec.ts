import { indexedWords, searchQuery, wordsOf } from './search-words';

describe('the words of a text', () => {
  it.each([
    ['Hello, hello World!', ['hello', 'world']],
    ['Müller MULLER mu\u0308ller', ['muller']],
    ['Straße STRASSE 12a', ['strasse', '12a']],
    ['anna@example.com RJ-10023', ['anna', 'example', 'com', 'rj', '10023']],
    ['أَهْلًا أهلا', ['اهلا']],
    ['注文番号 12', ['注', '文', '番', '号', '12']],
    ['Thanks 😀😀👍🏽', ['thanks', '😀', '👍']],
    ['한국어', ['한국어']],
    ['%_\\ \'" & | ! <-> :* ( )', []],
    ['   ', []],
    ['\ufdfa', ['صلى', 'الله', 'عليه', 'وسلم']],
  ])('%j are %j', (text, words) => {
    expect([...wordsOf(text)]).toEqual(words);
  });

  it('are cut when they are long, without half a character', () => {
    const [letters] = wordsOf('\u{1d49c}'.repeat(3_000));
    expect(letters).toBe('a'.repeat(60));
    const [outside] = wordsOf('\u{20000}x'.repeat(1));
    expect(outside).toBe('\u{20000}');
    expect([...wordsOf('\u{16800}'.repeat(100))]).toEqual(['\u{16800}'.repeat(60)]);
  });
});

it('a text of marks only is split at once, and keeps its letters', () => {
  const marks = (count: number) => '\u0315'.repeat(count) + '\u0300'.repeat(count);
  const begun = performance.now();
  expect([...wordsOf(`e${marks(50_000)} ö`)]).toEqual(['e', 'o']);
  // Without the limit, normalising takes minutes.
  expect(performance.now() - begun).toBeLessThan(5_000);
});

describe('the words of a conversation', () => {
  it('are all different words of its texts', () => {
    expect(indexedWords(['one two', 'two three'], 100)).toEqual(['one', 'two', 'three']);
  });

  it('are no more than fit', () => {
    expect(indexedWords(['äö äö bc', 'de'], 5)).toEqual(['ao', 'bc']);
  });
});

describe('a search', () => {
  it.each([
    ['Müll', "'mull':*"],
    ['  lost   parcel ', "'lost':* & 'parcel':*"],
    ["it's a|b & !c <-> d:*", "'it':* & 's' & 'a' & 'b' & 'c' & 'd'"],
    ['注文 😀', "'注' & '文' & '😀'"],
    ['"quoted', "'quoted':*"],
  ])('%j becomes %s', (search, query) => {
    expect(searchQuery(search, 20)).toBe(query);
  });

  it.each(['', ' ', '%_\\', '\'"', '&|!()<->:*', '\u202e\u200b'])('%j has no words', (search) => {
    expect(searchQuery(search, 20)).toBeNull();
  });

  it('has no more words than it may have', () => {
    expect(searchQuery('aa bb cc', 2)).toBe("'aa':* & 'bb':*");
  });
});
