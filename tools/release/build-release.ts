import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sectionOf } from './changelog';
import { signFolder } from './checksums';
import { buildImage, hasEngine, saveImage } from './image';
import { billOfMaterials } from './sbom';
import { versionOf } from './versions';

const run = promisify(execFile);

export interface ReleaseTerms {
  /** The root of a clone. */
  readonly root: string;
  /** The folder to write to. It is emptied before. */
  readonly out: string;
  /** The folder with a folder for each npm package, as `npm run packages` builds them. */
  readonly packages: string;
  /** The private key of releases, as PKCS8 PEM. */
  readonly privateKey: string;
  /** A trial is built from the last commit, whatever its tag is and whatever has changed since. */
  readonly trial: boolean;
  readonly tell: (line: string) => void;
}

/**
 * Makes what a release publishes: the packages for npm, the source with which the image is built, the image where there is a
 * container engine, the bill of materials, and the notes; then the checksums of all and their signature. Throws before it writes anything when the version, the tag
 * and the changelog do not agree.
 */
export async function buildRelease({
  root,
  out,
  packages,
  privateKey,
  trial,
  tell,
}: ReleaseTerms): Promise<string> {
  const version = versionOf(root);
  const notes = sectionOf(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version);
  if (!trial) await assertTagged(root, version);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  tell(`Rejoin ${version} in ${out}`);
  for (const name of readdirSync(packages).sort())
    await run('npm', ['pack', '--silent', '--pack-destination', out], { cwd: join(packages, name) });
  tell('npm packages');
  const source = `rejoin-${version}-source.tar.gz`;
  await run('git', ['archive', `--prefix=rejoin-${version}/`, '-o', join(out, source), 'HEAD'], {
    cwd: root,
  });
  tell('source, from which the image is built');
  if (await hasEngine()) {
    const image = `rejoin:${version}`;
    await buildImage(join(out, source), image);
    await saveImage(image, join(out, `rejoin-${version}-image.tar.gz`));
    tell('image');
  } else {
    tell('NO image: there is no container engine here (docker). Operators build it from the source.');
  }
  writeFileSync(join(out, `rejoin-${version}.cdx.json`), await billOfMaterials(root, version));
  tell('bill of materials');
  writeFileSync(join(out, 'RELEASE-NOTES.md'), `# Rejoin ${version}\n\n${notes}\n`);
  signFolder(out, privateKey);
  tell('checksums and signature');
  return version;
}

async function assertTagged(root: string, version: string): Promise<void> {
  const git = async (...args: string[]) => (await run('git', args, { cwd: root })).stdout.trim();
  if ((await git('status', '--porcelain')) !== '')
    throw new Error('the folder has changes that are not committed: a release is what is committed');
  const tags = (await git('tag', '--points-at', 'HEAD')).split('\n');
  if (!tags.includes(`v${version}`))
    throw new Error(`the last commit has no tag v${version}: git tag -a v${version}`);
}
