import { PasswordHashes } from './password-hashes';

// Keys, hashes and compiled schemas take long on a busy machine.
jest.setTimeout(30_000);

describe('the hash of a password', () => {
  const passwords = new PasswordHashes();

  async function hashOf(password: string): Promise<string> {
    const hash = await passwords.hash(password);
    if (typeof hash !== 'string') throw new Error('too many wait');
    return hash;
  }

  it('matches that password and no other', async () => {
    const hash = await hashOf('correct horse');
    expect(await passwords.matches('correct horse', hash)).toBe(true);
    expect(await passwords.matches('Correct horse', hash)).toBe(false);
    expect(await passwords.matches('', hash)).toBe(false);
  });

  it('contains its parameters, does not reveal the password, and differs each time', async () => {
    const [one, two] = await Promise.all([hashOf('correct horse'), hashOf('correct horse')]);
    expect(one).toMatch(/^scrypt\$ln=15,r=8,p=3\$[\w-]{22}\$[\w-]{43}$/);
    expect(two).not.toBe(one);
  });

  it('is checked with the parameters that it was made with', async () => {
    const { scryptSync } = await import('node:crypto');
    const salt = Buffer.from('0123456789abcdef');
    const key = scryptSync('correct horse', salt, 32, { N: 2 ** 10, r: 4, p: 1 });
    const old = `scrypt$ln=10,r=4,p=1$${salt.toString('base64url')}$${key.toString('base64url')}`;
    expect(await passwords.matches('correct horse', old)).toBe(true);
    expect(await passwords.matches('wrong horse', old)).toBe(false);
  });

  it('is the same for a password whose letters are typed with other code points', async () => {
    const hash = await hashOf('pass\u00e9word long');
    expect(await passwords.matches('passe\u0301word long', hash)).toBe(true);
  });

  it('matches no password when the account has none', async () => {
    expect(await passwords.matches('correct horse', null)).toBe(false);
  });

  it('is refused when too many requests wait, and computed again when they are gone', async () => {
    const hash = `scrypt$ln=10,r=1,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;
    const passwords = new PasswordHashes(10);
    const crowd = await Promise.all(Array.from({ length: 80 }, () => passwords.matches('guess', hash)));
    const refused = crowd.filter((outcome) => outcome !== false);
    expect(refused).toHaveLength(28);
    expect(refused[0]).toEqual({ refused: 'unavailable', retryAfterSeconds: expect.any(Number) });
    expect(await passwords.matches('guess', hash)).toBe(false);
  });

  it('is compared for known devices before all others, also when other requests are refused', async () => {
    const hash = `scrypt$ln=10,r=1,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;
    const passwords = new PasswordHashes(10);
    const order: string[] = [];
    const crowd = Array.from({ length: 80 }, () =>
      passwords.matches('guess', hash).then((outcome) => outcome === false && order.push('stranger')),
    );
    await passwords.matches('guess', hash, 'known').then((outcome) => {
      expect(outcome).toBe(false);
      order.push('known');
    });
    expect(order.length).toBeLessThan(10);
    await Promise.all(crowd);
    expect(order).toHaveLength(53);
  });
});
