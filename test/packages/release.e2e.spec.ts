import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../../package.json';
import { buildRelease } from '../../tools/release/build-release';
import { problemsOf, signatureFile } from '../../tools/release/checksums';
import { packages } from './consumer';

const root = join(__dirname, '../..');

/** The program of each package is a stand-in here: `packages.e2e.spec.ts` builds and tries the real ones. */
function standIns(folder: string): void {
  for (const name of packages) {
    const dist = join(folder, name, 'dist');
    mkdirSync(dist, { recursive: true });
    for (const file of ['package.json', 'README.md'])
      cpSync(join(root, 'libs', name, file), join(folder, name, file));
    for (const file of ['LICENSE', 'CHANGELOG.md']) cpSync(join(root, file), join(folder, name, file));
    for (const file of ['index.js', 'index.d.ts']) writeFileSync(join(dist, file), 'export {};');
  }
}

jest.setTimeout(300_000);

describe('a release', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-release-'));
  const out = join(folder, 'release');
  const shell = (command: string) =>
    execFileSync('sh', ['-c', command], { cwd: out, encoding: 'utf8', stdio: 'pipe' });
  const command = (...args: string[]) =>
    execFileSync(process.execPath, ['dist/tools/release/main.js', ...args], { cwd: root, encoding: 'utf8' });
  const terms = () => ({
    root,
    packages: join(folder, 'packages'),
    privateKey: readFileSync(join(folder, 'rejoin-release'), 'utf8'),
    tell: () => undefined,
  });
  const told: string[] = [];
  let publicKey: string;

  beforeAll(async () => {
    // The compose test builds, saves and loads the image.
    process.env['DOCKER_HOST'] = `unix://${join(folder, 'no-engine')}`;
    command('key', join(folder, 'rejoin-release'));
    publicKey = readFileSync(join(folder, 'rejoin-release.pub'), 'utf8');
    standIns(join(folder, 'packages'));
    await buildRelease({ ...terms(), out, trial: true, tell: (line) => void told.push(line) });
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('consists of the npm packages, the source, the bill of materials, the notes, and their signed checksums', () => {
    expect(readdirSync(out).sort()).toEqual([
      'RELEASE-NOTES.md',
      'SHA256SUMS',
      'SHA256SUMS.sig',
      `rejoin-${version}-source.tar.gz`,
      `rejoin-${version}.cdx.json`,
      ...packages.map((name) => `rejoin-${name}-${version}.tgz`),
    ]);
  });

  it('has no image without a container engine, and says so', () => {
    expect(told).toContainEqual(expect.stringMatching(/^NO image: there is no container engine here/));
  });

  it('is verified with openssl and sha256sum, as docs/releases.md says', () => {
    const page = readFileSync(join(root, 'docs/releases.md'), 'utf8');
    const [, commands = ''] = /## Verify[^]*?```sh\n([^]*?)```/.exec(page) ?? [];
    expect(commands).toContain('openssl');
    const verified = shell(commands.replace('rejoin-release.pub', '../rejoin-release.pub'));
    expect(verified).toContain('Signature Verified Successfully');
    expect(verified.match(/: OK$/gm)).toHaveLength(readdirSync(out).length - 2);
    expect(command('verify', out, '--key', join(folder, 'rejoin-release.pub'))).toContain('unchanged');
  });

  it('has a source from which the image can be built, and packages with what they need', () => {
    const source = shell(`tar -tzf rejoin-${version}-source.tar.gz`).split('\n');
    for (const file of ['Dockerfile', 'docker-compose.yml', 'package-lock.json', 'apps/routing/src/main.ts'])
      expect(source).toContain(`rejoin-${version}/${file}`);
    expect(source.filter((path) => /node_modules|\/secrets\/|\.env$/.test(path))).toEqual([]);
    const client = shell(`tar -tzf rejoin-client-${version}.tgz`).split('\n');
    for (const file of ['package.json', 'LICENSE', 'CHANGELOG.md', 'dist/index.js', 'dist/index.d.ts'])
      expect(client).toContain(`package/${file}`);
  });

  it('lists in its bill of materials what runs in production, with licences, and no tools of development', () => {
    const bill = JSON.parse(readFileSync(join(out, `rejoin-${version}.cdx.json`), 'utf8')) as {
      bomFormat: string;
      metadata: { component: { name: string; version: string } };
      components: { name: string; version: string; purl: string; licenses?: unknown[] }[];
    };
    expect(bill).toMatchObject({
      bomFormat: 'CycloneDX',
      metadata: { component: { name: 'rejoin', version } },
    });
    const names = bill.components.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['pg', 'nats', 'fastify', 'zod', 'react', '@nestjs/core']));
    for (const tool of ['jest', 'typescript', 'prettier']) expect(names).not.toContain(tool);
    expect(bill.components.filter(({ purl }) => !purl.startsWith('pkg:npm/'))).toEqual([]);
  });

  it('is not verified when a byte of any file was changed', () => {
    for (const name of readdirSync(out)) {
      const content = readFileSync(join(out, name));
      const changed = Buffer.from(content);
      changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1;
      writeFileSync(join(out, name), changed);
      expect([name, problemsOf(out, publicKey).length]).toEqual([name, 1]);
      if (name === 'RELEASE-NOTES.md') {
        expect(() => command('verify', out, '--key', join(folder, 'rejoin-release.pub'))).toThrow();
        expect(() => shell('sha256sum --check --strict SHA256SUMS')).toThrow();
      }
      writeFileSync(join(out, name), content);
    }
    expect(problemsOf(out, publicKey)).toEqual([]);
  });

  it('is not verified with another key, with a file more, or with one less', () => {
    command('key', join(folder, 'another'));
    expect(problemsOf(out, readFileSync(join(folder, 'another.pub'), 'utf8'))).toEqual([
      `${signatureFile} is not the signature of SHA256SUMS by this key`,
    ]);
    appendFileSync(join(out, 'extra.tgz'), 'x');
    expect(problemsOf(out, publicKey)).toEqual(['extra.tgz is not signed']);
    rmSync(join(out, 'extra.tgz'));
    const notes = readFileSync(join(out, 'RELEASE-NOTES.md'));
    rmSync(join(out, 'RELEASE-NOTES.md'));
    expect(problemsOf(out, publicKey)).toEqual(['RELEASE-NOTES.md is missing']);
    writeFileSync(join(out, 'RELEASE-NOTES.md'), notes);
  });

  it('is not built from a commit without the tag of its version', async () => {
    const elsewhere = join(folder, 'never');
    const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' });
    const isTagged =
      git('tag', '--points-at', 'HEAD').includes(`v${version}\n`) && git('status', '--porcelain') === '';
    if (!isTagged)
      await expect(buildRelease({ ...terms(), out: elsewhere, trial: false })).rejects.toThrow(
        /not committed|has no tag v/,
      );
    expect(readdirSync(folder)).not.toContain('never');
  });
});
