import { wordsIn } from '../../../../kit/words';
import { agentListCatalogues } from './agent-list-words';
import { ar } from './ar';
import { de } from './de';
import { en } from './en';

describe("the texts of the supervisor's page", () => {
  const english = wordsIn(en);

  it.each([
    ['German', de],
    ['Arabic', ar],
  ])('are complete in %s', (_, catalogue) => {
    const words = wordsIn(catalogue);
    expect([...words.keys()]).toEqual([...english.keys()]);
    expect([...words].filter(([, word]) => word.trim() === '')).toEqual([]);
  });

  it('are Arabic in Arabic', () => {
    const signs = ['extensionsLeft'];
    const latin = [...wordsIn(ar)].filter(
      ([name, word]) => !signs.includes(name) && !/[\u0600-\u06ff]/.test(word),
    );
    expect(latin).toEqual([]);
  });

  it('are complete in every language for the list of agents', () => {
    const names = [...wordsIn(agentListCatalogues.en).keys()];
    for (const catalogue of Object.values(agentListCatalogues)) {
      const words = wordsIn(catalogue);
      expect([...words.keys()]).toEqual(names);
      expect([...words.values()].filter((word) => word.trim() === '')).toEqual([]);
    }
  });
});
