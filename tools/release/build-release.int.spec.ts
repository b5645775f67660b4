import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../../package.json';
import { buildRelease } from './build-release';
import { problemsOf, signatureFile } from './checksums';

const root = join(__dirname, '../..');
const keyPair = () =>
  generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });

jest.setTimeout(300_000);

describe('a release', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-release-'));
  const out = join(folder, 'release');
  const { privateKey, publicKey } = keyPair();
  const shell = (command: string) =>
    execFileSync('sh', ['-c', command], { cwd: out, encoding: 'utf8', stdio: 'pipe' });

  beforeAll(async () => {
    writeFileSync(join(folder, 'rejoin-release.pub'), publicKey);
    await buildRelease({ root, out, privateKey, trial: true, tell: () => undefined });
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
      ...['client', 'contracts', 'events', 'widget'].map((name) => `rejoin-${name}-${version}.tgz`),
    ]);
  });

  it('is verified with openssl and sha256sum, as docs/releases.md says', () => {
    const page = readFileSync(join(root, 'docs/releases.md'), 'utf8');
    const [, commands = ''] = /## Verify[^]*?```sh\n([^]*?)```/.exec(page) ?? [];
    expect(commands).toContain('openssl');
    const verified = shell(commands.replace('rejoin-release.pub', '../rejoin-release.pub'));
    expect(verified).toContain('Signature Verified Successfully');
    expect(verified.match(/: OK$/gm)).toHaveLength(readdirSync(out).length - 2);
    expect(problemsOf(out, publicKey)).toEqual([]);
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
      writeFileSync(join(out, name), content);
    }
    expect(problemsOf(out, publicKey)).toEqual([]);
  });

  it('is not verified with another key, with a file more, or with one less', () => {
    expect(problemsOf(out, keyPair().publicKey)).toEqual([
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
    const terms = { root, out: elsewhere, privateKey, trial: false, tell: () => undefined };
    const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' });
    const isTagged =
      git('tag', '--points-at', 'HEAD').includes(`v${version}\n`) && git('status', '--porcelain') === '';
    if (!isTagged) await expect(buildRelease(terms)).rejects.toThrow(/not committed|has no tag v/);
    expect(readdirSync(folder)).not.toContain('never');
  });
});
