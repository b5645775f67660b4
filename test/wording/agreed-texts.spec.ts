import { catalogues, textsOf } from '../../apps/web/words/catalogues';
import agreed from './agreed-texts.json';
import { readableTexts } from './texts';

/** The texts that people of support teams chose for each page. A page may say more, but none of them in other words. */
describe.each(Object.entries(agreed))('the agreed texts of the page %s', (page, phrases) => {
  const folders = {
    desk: /^(desk|kit)/,
    supervisor: /^(desk|kit)/,
    console: /^(admin|kit)/,
    widget: /^widget/,
  };
  const texts = catalogues
    .filter(({ folder }) => folders[page as keyof typeof folders].test(folder))
    .flatMap((catalogue) => readableTexts(textsOf(catalogue, 'en'), 'en').map(({ text }) => text));

  it.each(phrases)('are on it: %s', (phrase) => {
    expect(texts.filter((text) => text.includes(phrase))).not.toEqual([]);
  });
});
