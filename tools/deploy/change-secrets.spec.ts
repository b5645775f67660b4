import { createPrivateKey, createPublicKey } from 'node:crypto';
import { changeableNames, changeSecret } from './change-secrets';
import { newSecrets } from './variables';

const texts = newSecrets();
const fresh = newSecrets();
const key = 'REJOIN_LINK_KEY';
const [old = '', other = ''] = [texts[key], fresh[key]];

describe('changing a secret', () => {
  it('puts the new value before the old one, and then ends the old one', () => {
    const rotated = changeSecret(texts, 'rotate', key, fresh);
    expect(rotated).toEqual({ [key]: `${other}\n${old}\n` });
    expect(changeSecret(rotated, 'end', key, fresh)).toEqual({ [key]: `${other}\n` });
  });

  it('for several machines adds the new value first, and uses it later', () => {
    const added = changeSecret(texts, 'add', key, fresh);
    expect(added).toEqual({ [key]: `${old}\n${other}\n` });
    expect(changeSecret(added, 'use', key, fresh)).toEqual({ [key]: `${other}\n${old}\n` });
  });

  it('changes nothing when there is nothing to end', () => {
    expect(changeSecret(texts, 'end', key, fresh)).toEqual({ [key]: `${old}\n` });
  });

  it('changes both halves of the token keys, the public one first', () => {
    const rotated = changeSecret(texts, 'rotate', 'REJOIN_TOKEN_KEYS', fresh);
    expect(Object.keys(rotated)).toEqual(['REJOIN_TOKEN_PUBLIC_KEY', 'REJOIN_TOKEN_PRIVATE_KEY']);
    const [publicKey, privateKey] = Object.values(rotated).map((text) => pem(text.split('\n')[0]));
    const half = createPublicKey(createPrivateKey(privateKey ?? '')).export({ type: 'spki', format: 'pem' });
    expect(half).toBe(publicKey);
  });

  it('changes all passwords of Postgres and NATS at once, without that of a reading system', () => {
    const names = Object.keys(changeSecret(texts, 'rotate', 'passwords', fresh)).sort();
    const passwords = Object.keys(texts).filter((name) => /_(DATABASE|NATS)_PASSWORD$|^POSTGRES_/.test(name));
    expect(names).toEqual(passwords.filter((name) => name !== 'INTEGRATOR_NATS_PASSWORD').sort());
    expect(names.length).toBeGreaterThan(8);
  });

  it('is possible for every secret of docker-compose.yml but those that are changed elsewhere', () => {
    const covered = changeableNames(fresh).flatMap((name) =>
      Object.keys(changeSecret(texts, 'rotate', name, fresh)),
    );
    const elsewhere = Object.keys(texts).filter((name) => !covered.includes(name));
    expect(elsewhere.sort()).toEqual(['GRAFANA_PASSWORD', 'NATS_READER_PASSWORDS', 'REJOIN_DEMO_PASSWORD']);
  });

  it.each([
    ['an unknown secret', {}, 'rotate', 'REJOIN_OTHER', /no secret REJOIN_OTHER: passwords/],
    ['one half of the token keys', texts, 'rotate', 'REJOIN_TOKEN_PUBLIC_KEY', /REJOIN_TOKEN_KEYS/],
    ['a secret that is not there', {}, 'rotate', key, /is missing/],
    ['a third value', { [key]: `${old}\n${other}` }, 'rotate', key, /end the old one first/],
    ['a value that was not added', texts, 'use', key, /add another one first/],
  ] as const)('refuses %s', (_, from, act, name, why) => {
    expect(() => changeSecret(from, act, name, fresh)).toThrow(why);
  });
});

function pem(base64 = ''): string {
  return Buffer.from(base64, 'base64').toString();
}
