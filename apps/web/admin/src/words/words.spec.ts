import { languages, wordsIn, type Catalogues } from '../../../kit/words';
import { ar } from './ar';
import { de } from './de';
import { en } from './en';
import { fieldNames } from './fields';
import { pickCatalogues } from './pick-words';
import { problemSentences } from './problems';

const catalogues: Readonly<Record<string, Catalogues<object>>> = {
  page: { en, de, ar },
  fields: fieldNames,
  problems: problemSentences,
  lists: pickCatalogues,
};

describe.each(Object.entries(catalogues))('the words of %s', (_, catalogue) => {
  const english = wordsIn(catalogue.en);

  it.each(languages.filter((language) => language !== 'en'))('are complete in %s', (language) => {
    const words = wordsIn(catalogue[language]);
    expect([...words.keys()].sort()).toEqual([...english.keys()].sort());
    expect([...words].filter(([, word]) => word.trim() === '')).toEqual([]);
  });

  it('are Arabic in Arabic, addresses and names aside', () => {
    const latin = [...wordsIn(catalogue.ar)].filter(([, word]) => !/\p{Script=Arabic}/u.test(word));
    expect(
      latin.map(([, word]) => word).filter((word) => /\p{L}/u.test(word) && !/^https:/.test(word)),
    ).toEqual([]);
  });
});
