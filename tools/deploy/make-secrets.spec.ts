import { createPublicKey } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSecrets } from './make-secrets';

describe('the folder of secrets', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rejoin-secrets-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');
  const key = (name: string) => Buffer.from(text(name), 'base64').toString();

  it('gets what is missing, and keeps what is there', () => {
    const { made } = makeSecrets(folder, { POSTGRES_PASSWORD: 'of an earlier release' });
    expect(readdirSync(folder)).toHaveLength(made);
    expect(text('POSTGRES_PASSWORD')).toBe('of an earlier release');
    const before = text('REJOIN_LINK_KEY');
    expect(makeSecrets(folder, {})).toEqual({ made: 0, wasOpen: false });
    expect(text('REJOIN_LINK_KEY')).toBe(before);
  });

  it('can be entered by its owner only, also when others could before', () => {
    chmodSync(folder, 0o755);
    expect(makeSecrets(folder, {}).wasOpen).toBe(true);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('gets the public half of the private key that is there', () => {
    makeSecrets(folder, {});
    rmSync(join(folder, 'REJOIN_TOKEN_PUBLIC_KEY'));
    expect(makeSecrets(folder, {}).made).toBe(1);
    const half = createPublicKey(key('REJOIN_TOKEN_PRIVATE_KEY')).export({ type: 'spki', format: 'pem' });
    expect(key('REJOIN_TOKEN_PUBLIC_KEY')).toBe(half);
  });

  it('gets no private key beside a public half of another one', () => {
    makeSecrets(folder, {});
    rmSync(join(folder, 'REJOIN_TOKEN_PRIVATE_KEY'));
    expect(() => makeSecrets(folder, {})).toThrow('without its private half');
  });
});
