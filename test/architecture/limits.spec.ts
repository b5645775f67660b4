import {
  factLimits,
  historyLimits,
  httpLimits,
  offerLimits,
  retentionLimits,
  signInLimits,
  socketLimits,
  webhookLimits,
} from '@rejoin/contracts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const sources = ['apps', 'libs']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  .filter((file) => /\/src\/.*\.ts$/.test(file) && !/\.(spec|fixture|model)\.ts$/.test(file))
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n');

const names = Object.entries({
  socketLimits,
  httpLimits,
  historyLimits,
  signInLimits,
  webhookLimits,
  factLimits,
  retentionLimits,
  offerLimits,
}).flatMap(([group, limits]) => Object.keys(limits).map((name) => `${group}.${name}`));
const isKept = (name: string) => new RegExp(`\\b${name.replace('.', '\\.')}\\b`).test(sources);

describe('the table of limits', () => {
  it.each(names)('contains %s, which the code uses', (name) => {
    expect(isKept(name)).toBe(true);
  });

  it('would be rejected with a limit that no code uses', () => {
    expect(isKept('socketLimits.nobodyKeepsThis')).toBe(false);
  });
});
