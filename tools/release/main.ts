import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildRelease } from './build-release';
import { released } from './changelog';
import { problemsOf } from './checksums';
import { keepSchemas } from './kept-schemas';
import { setVersion } from './versions';

const usage = `npm run release -- <command>

  prepare <version>                     writes the version into every package.json and the changelog, and keeps the schemas of
                                        the facts; then npm run generate, commit, and tag v<version>
  build --key <file> [--out <folder>]   builds what is published, with checksums and their signature, into
        [--trial]                       dist/release; --trial without a tag and from the last commit
  verify <folder> --key <public key>    checks the signature and every file of a release
  key <file>                            makes a key of releases: <file>, and <file>.pub for everybody`;

/** `npm run release`: see docs/releases.md. */
async function main(args: string[]): Promise<boolean> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      key: { type: 'string' },
      out: { type: 'string', default: 'dist/release' },
      trial: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [command, argument] = positionals;
  const root = process.cwd();
  if (command === 'prepare' && argument !== undefined) return prepare(root, argument);
  if (command === 'key' && argument !== undefined) return makeKey(argument);
  if (command === 'build' && values.key !== undefined) {
    const privateKey = readFileSync(values.key, 'utf8');
    const out = resolve(values.out);
    execFileSync(process.execPath, ['tools/packages/build.mjs'], { cwd: root, stdio: 'inherit' });
    const packages = join(root, 'dist/packages');
    await buildRelease({ root, out, packages, privateKey, trial: values.trial, tell: say });
    return true;
  }
  if (command === 'verify' && argument !== undefined && values.key !== undefined) {
    const problems = problemsOf(argument, readFileSync(values.key, 'utf8'));
    for (const problem of problems) say(problem);
    if (problems.length === 0) say('The release is complete, unchanged, and signed with this key.');
    return problems.length === 0;
  }
  say(usage);
  return values.help === true;
}

function prepare(root: string, version: string): boolean {
  const file = join(root, 'CHANGELOG.md');
  const changelog = released(readFileSync(file, 'utf8'), version, new Date().toISOString().slice(0, 10));
  setVersion(root, version);
  writeFileSync(file, changelog);
  keepSchemas(root, version);
  say(
    `Prepared ${version}. Next: npm run generate, commit, git tag -a v${version}, npm run release -- build`,
  );
  return true;
}

/** The private key is readable to its owner only, and an existing file is kept. */
function makeKey(file: string): boolean {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  writeFileSync(file, privateKey, { mode: 0o600, flag: 'wx' });
  writeFileSync(`${file}.pub`, publicKey, { flag: 'wx' });
  say(`${file} signs releases: keep it offline. ${file}.pub verifies them: publish it.`);
  return true;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main(process.argv.slice(2)).then(
  (isDone) => process.exit(isDone ? 0 : 1),
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exit(2);
  },
);
