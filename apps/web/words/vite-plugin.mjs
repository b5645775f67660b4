import { dirname, join } from 'node:path';
import { catalogues, compiled, directionOf, languages, textsOf, web } from './catalogues.js';

const numbers = join(web, 'kit/numbers-in.ts');

/** Puts the compiled messages into the place of each `catalogue.ts`. A fetched language is a file of its own. */
export function words() {
  return {
    name: 'words',
    enforce: 'pre',
    config: () => ({ define: { launcherWords: JSON.stringify(launcherWords()) } }),
    resolveId: (id) => (fetchedLanguage(id) ? id : undefined),
    load(id) {
      const fetched = fetchedLanguage(id);
      if (fetched) return `export const words = ${fetched};`;
      const catalogue = catalogueAt(dirname(id));
      if (!catalogue || !id.endsWith('/catalogue.ts')) return;
      for (const language of languages()) this.addWatchFile(join(dirname(id), `${language}.json`));
      return catalogue.isFetched ? fetchedModule(catalogue) : wholeModule(catalogue);
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

function fetchedModule({ folder }) {
  const entries = languages().map(
    (language) =>
      `${language}: async () => (await import('${join(web, folder)}/${language}.messages')).words`,
  );
  return `export const catalogue = { ${entries.join(', ')} };`;
}
