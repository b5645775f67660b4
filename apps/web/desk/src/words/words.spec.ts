import { wordsIn } from '../../../kit/words';
import { ar } from './ar';
import { de } from './de';
import { en } from './en';
import { listCatalogues } from './list-words';

describe.each([
  ["the desk's words", { en, de, ar }],
  ["the list's words", listCatalogues],
])('%s', (_title, catalogues) => {
  const english = wordsIn(catalogues.en);

  it.each([
    ['German', catalogues.de],
    ['Arabic', catalogues.ar],
  ])('are complete in %s', (_, catalogue) => {
    const words = wordsIn(catalogue);
    expect([...words.keys()]).toEqual([...english.keys()]);
    expect([...words].filter(([, word]) => word.trim() === '')).toEqual([]);
  });

  it('are Arabic in Arabic', () => {
    const latin = [...wordsIn(catalogues.ar)].filter(([, word]) => !/[\u0600-\u06ff]/.test(word));
    expect(latin).toEqual([]);
  });
});
