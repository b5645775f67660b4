const { existsSync, readFileSync } = require('node:fs');
const { join, posix } = require('node:path');
const { compile, typeOf } = require('./compile');

const web = join(__dirname, '..');
const read = (file) => JSON.parse(readFileSync(join(web, file), 'utf8'));

/**
 * The catalogues: each is a folder with one JSON file for each language. All fetch the language that they need: the
 * widget's panel by itself, a page before it shows something.
 */
const catalogues = [
  { folder: 'kit/words' },
  { folder: 'desk/src/words' },
  { folder: 'desk/src/supervisor/words' },
  { folder: 'desk/src/blocks/words' },
  { folder: 'desk/src/history/words' },
  { folder: 'desk/src/replies/words' },
  { folder: 'admin/src/words' },
  { folder: 'admin/src/import/words' },
  { folder: 'widget/src/words', isFetched: true },
];

const known = () => read('kit/words/languages.json');
const languages = () => Object.keys(known());
const directionOf = (language) => known()[language].direction;

/** Returns the texts of a language. They are none if nothing is translated yet. */
function textsOf({ folder }, language) {
  const file = `${folder}/${language}.json`;
  return existsSync(join(web, file)) ? read(file) : {};
}

/**
 * Returns what is compiled for a language: its texts, and the direction for the widget's panel, which learns of a language
 * only what it fetches.
 */
function contentOf(catalogue, language) {
  const texts = textsOf(catalogue, language);
  return catalogue.isFetched ? { direction: directionOf(language), ...texts } : texts;
}

/** Returns the source of the function that creates the texts of a language. */
function compiled(catalogue, language) {
  try {
    return compile(contentOf(catalogue, language), language, contentOf(catalogue, 'en'));
  } catch (error) {
    throw new Error(`apps/web/${catalogue.folder}: ${error.message}`, { cause: error });
  }
}

/** Returns what `catalogue.ts` contains: the type of the texts, made from English. */
function declarationOf(catalogue) {
  const { folder, isFetched } = catalogue;
  const type = isFetched ? 'FetchedCatalogues' : 'Catalogues';
  return `// Generated from en.json by \`npm run words\`. The build and jest put the compiled messages into its place.
import type { ${type} } from '${posix.relative(folder, 'kit')}/words';

export interface Words ${typeOf(contentOf(catalogue, 'en'))}

export declare const catalogue: ${type}<Words>;
`;
}

module.exports = { web, catalogues, languages, directionOf, textsOf, compiled, declarationOf };
