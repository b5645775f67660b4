import { linkSecret, verifyLinkSecret } from './link-secret';

const key = Buffer.alloc(32, 1);
const secret = linkSecret(key, 'link-1');
const [, signature = ''] = secret.split('.');

describe('the secret of a link', () => {
  it('is always the same, so that a replay shows the same link', () => {
    expect(linkSecret(key, 'link-1')).toBe(secret);
    expect(secret).toMatch(/^link-1\.[A-Za-z0-9_-]{43}$/);
  });

  it('contains the id of its link', () => {
    expect(verifyLinkSecret(key, secret)).toBe('link-1');
  });

  it('is worth nothing under another key', () => {
    expect(verifyLinkSecret(Buffer.alloc(32, 2), secret)).toBeUndefined();
  });

  it('is invalid for another link', () => {
    expect(verifyLinkSecret(key, `link-2.${signature}`)).toBeUndefined();
  });

  it('is invalid when any character is changed or missing', () => {
    for (let at = 0; at < secret.length; at++) {
      const other = secret[at] === 'A' ? 'Q' : 'A';
      expect(verifyLinkSecret(key, secret.slice(0, at) + other + secret.slice(at + 1))).toBeUndefined();
      expect(verifyLinkSecret(key, secret.slice(0, at) + secret.slice(at + 1))).toBeUndefined();
    }
  });

  it('has only one spelling', () => {
    const last = secret.slice(-1);
    const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const others = Array.from(signs)
      .filter((sign) => sign !== last)
      .map((sign) => secret.slice(0, -1) + sign);
    for (const other of [...others, `${secret}!`, `${secret}=`, secret.replace('.', '. ')])
      expect(verifyLinkSecret(key, other)).toBeUndefined();
  });

  it.each(['', '.', 'link-1', 'link-1.', `.${signature}`, `${secret}A`, `${secret}.${signature}`, '🗝.🗝'])(
    'is not %p',
    (secret) => {
      expect(verifyLinkSecret(key, secret)).toBeUndefined();
    },
  );
});
