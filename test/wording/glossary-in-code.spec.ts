import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn, oldWordsIn, termsIn, typesNamed } from './glossary-in-code';

const root = join(__dirname, '../..');
const glossary = readFileSync(join(root, 'docs/glossary.md'), 'utf8');
// The last section has the words of the pages, with which wording.spec.ts compares all texts.
const [ofCode = ''] = glossary.split('## Terms of the pages');

/** The product without its tests and texts, each file with its path. */
const sources = ['apps', 'libs']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  .filter((file) => /\.tsx?$/.test(file))
  .filter((file) => !/node_modules|\.(spec|fixture)\.tsx?$|\/words\/|^libs\/testing\//.test(file))
  .map((file) => `${file}\n${readFileSync(join(root, file), 'utf8')}`);

/** What the code needs no name for: one process is in one installation, and says `grace` for short. */
const withoutName = ['grace period', 'installation'];

describe('the glossary and the code', () => {
  const isNamed = namesIn(sources);
  const { terms, names } = termsIn(ofCode);

  it('are read', () => {
    expect([terms.length > 100, names.length > 140, sources.length > 1000]).toEqual([true, true, true]);
  });

  it('have the same terms', () => {
    expect(terms.filter((term) => !isNamed(term))).toEqual(withoutName);
  });

  it('have the same names', () => {
    expect(names.filter((name) => !isNamed(name))).toEqual([]);
  });

  it('have no types with old words', () => {
    expect(oldWordsIn(ofCode).length).toBeGreaterThan(3);
    expect(oldWordsIn(ofCode).flatMap((word) => typesNamed(word, sources))).toEqual([]);
  });
});

describe('a term of the glossary', () => {
  const isNamed = namesIn([
    "libs/own-reply.ts\nconst heldUnits = 'wrap-up'; // a lane",
    '/** A batcher. */ select slot_held from conversations',
  ]);

  it.each(['heldUnits', 'slotHeld', 'wrap-up', 'own reply', 'unit', 'conversation'])(
    'is found in names of any form: %s',
    (term) => expect(isNamed(term)).toBe(true),
  );

  it.each(['lane', 'batcher', 'unit of work', 'convers'])('is not found elsewhere: %s', (term) =>
    expect(isNamed(term)).toBe(false),
  );
});

describe('an old word', () => {
  it('is read from its table', () => {
    expect(oldWordsIn('## Old words\n\n| not | but |\n| `Line` | x |\n\n## Facts\n')).toEqual(['Line']);
  });

  it('is found as a word of the name of a type', () => {
    const code = 'interface LineState {}\nclass Timeline {}\ntype LinesField = string; // type Line';
    expect(typesNamed('Line', [code])).toEqual(['LineState']);
  });
});
