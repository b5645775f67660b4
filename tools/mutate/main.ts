import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { mutationsOf, type Mutation } from './mutations';
import { failingTest } from './run-tests';
import { TypeCheck } from './type-check';

const usage = `npm run mutate -- [--seed <text>] [--count <number>] [--only <file or file:line>]

  Applies mutations to the logic of the pages, one at a time and only in the memory of the tests, and says
  which of them no test notices.

  --seed   which mutations are picked; the same ones for the same seed and the same sources
  --count  how many: 30
  --only   those of the seed's mutations that are in this place`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '30' },
    only: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});
const root = process.cwd();
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const placeOf = ({ file, line, column }: Mutation): string => `${file}:${line}:${column}`;

/** The sources of the pages with logic: no tests, texts, styles, or scripts of the build. */
const pages = ['admin', 'desk', 'kit', 'portal', 'widget'];
const others = /\.(spec|fixture|d)\.tsx?$|\/words\/|[/-]styles\.ts$/;
const sources = pages
  .flatMap((page) =>
    readdirSync(`apps/web/${page}`, { recursive: true, encoding: 'utf8' }).map(
      (path) => `apps/web/${page}/${path}`,
    ),
  )
  .filter((path) => /\.tsx?$/.test(path) && !others.test(path));

/** In an order that depends on the seed and the mutation, so that a change of one file moves no others. */
function inOrderOf(seed: string, mutations: readonly Mutation[]): readonly Mutation[] {
  const hash = (mutation: Mutation): string =>
    createHash('sha256')
      .update(`${seed} ${placeOf(mutation)} ${mutation.what}`)
      .digest('hex');
  return mutations
    .map((mutation) => ({ mutation, at: hash(mutation) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ mutation }) => mutation);
}

function pick(seed: string, count: number): readonly Mutation[] {
  const all = sources.flatMap((file) => mutationsOf(file, readFileSync(file, 'utf8')));
  say(`${all.length} mutations in ${sources.length} files`);
  const types = new TypeCheck(root);
  const picked: Mutation[] = [];
  for (const mutation of inOrderOf(seed, all)) {
    if (picked.length === count) break;
    if (types.passes(mutation)) picked.push(mutation);
  }
  return picked;
}

function main(): void {
  if (values.help) return say(usage);
  const picked = pick(values.seed, Number(values.count));
  for (const mutation of picked) say(`         ${placeOf(mutation)} ${mutation.what}`);
  const asked = picked.filter((mutation) => placeOf(mutation).includes(values.only));
  let survivors = 0;
  for (const mutation of asked) {
    const test = failingTest(root, mutation);
    if (test === undefined) survivors += 1;
    say(`${test === undefined ? 'SURVIVED' : 'killed  '} ${placeOf(mutation)} ${mutation.what}`);
    if (test !== undefined) say(`         by ${test}`);
  }
  say(`seed ${values.seed}: ${asked.length - survivors} of ${asked.length} mutations fail a test`);
}

main();
