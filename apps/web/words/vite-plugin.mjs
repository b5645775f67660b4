import { dirname, join } from 'node:path';
import { catalogues, compiled, directionOf, languages, textsOf, web } from './catalogues.js';

const numbers = join(web, 'kit/numbers-in.ts');
const texts = join(web, 'kit/texts.ts');

/**
 * Puts the compiled messages into the place of each `catalogue.ts`. Each language is a file of its own, which is fetched
 * when it is needed. The development server puts them all into one.
 */
export function words() {
  let isServed = false;
  return {
    name: 'words',
    enforce: 'pre',
    config: (_, { command }) => {
      isServed = command === 'serve';
      return {
        define: {
          launcherWords: JSON.stringify(launcherWords()),
          startWords: JSON.stringify(startWords()),
        },
      };
    },
    resolveId: (id) => (fetchedLanguage(id) ? id : undefined),
    load(id) {
      const fetched = fetchedLanguage(id);
      if (fetched) return `export const words = ${fetched};`;
      const catalogue = catalogueAt(dirname(id));
      if (!catalogue || !id.endsWith('/catalogue.ts')) return;
      for (const language of languages()) this.addWatchFile(join(dirname(id), `${language}.json`));
      if (catalogue.isFetched) return `export const catalogue = ${files(catalogue)};`;
      return isServed ? wholeModule(catalogue) : filledModule(catalogue);
    },
  };
}

/** The texts of the launcher, which the widget's loader draws before it fetches anything. */
function launcherWords() {
  const widget = catalogueAt(join(web, 'widget/src/words'));
  const entries = languages().map((language) => {
    const { open, unavailable } = { ...textsOf(widget, 'en'), ...textsOf(widget, language) };
    return [language, [open, unavailable, ...(directionOf(language) === 'rtl' ? ['rtl'] : [])]];
  });
  return Object.fromEntries(entries);
}

/** What a page says while it cannot fetch its texts. */
function startWords() {
  const kit = join(web, 'kit/words');
  const entries = languages().map((language) => {
    const { start } = { ...textsOf(catalogueAt(kit), 'en'), ...textsOf(catalogueAt(kit), language) };
    return [language, start];
  });
  return Object.fromEntries(entries);
}

function catalogueAt(folder) {
  return catalogues.find((catalogue) => join(web, catalogue.folder) === folder);
}

function fetchedLanguage(id) {
  const [, folder, language] = /^(.*)\/(\w+)\.messages$/.exec(id) ?? [];
  return folder && compiled(catalogueAt(folder), language);
}

function wholeModule(catalogue) {
  const entries = languages().map(
    (language) => `${language}: (${compiled(catalogue, language)})(numbersIn, '${language}')`,
  );
  return `import { numbersIn } from '${numbers}';\nexport const catalogue = { ${entries.join(',\n')} };`;
}

function filledModule(catalogue) {
  return `import { filledLater } from '${texts}';\nexport const catalogue = filledLater(${files(catalogue)});`;
}

/** The languages by name, each as a function that fetches its file. */
function files({ folder }) {
  const entries = languages().map(
    (language) =>
      `${language}: async () => (await import('${join(web, folder)}/${language}.messages')).words`,
  );
  return `{ ${entries.join(', ')} }`;
}
