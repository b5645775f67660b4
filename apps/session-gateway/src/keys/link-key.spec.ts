import { randomBytes } from 'node:crypto';
import { SecretValues } from '@rejoin/kernel';
import { LinkKey } from './link-key';

const newKey = () => randomBytes(32).toString('base64url');
const keyOf = (values: string) => new LinkKey(new SecretValues(values));
const secretIn = (url: string) => /[^#?&=]*$/.exec(decodeURIComponent(url))?.[0] ?? '';

describe('the key of reconnect links, while it is changed', () => {
  const [old, fresh] = [newKey(), newKey()];
  const linkOf = (key: string) => secretIn(keyOf(key).urlOf('link-1', 'https://shop.example/chat'));

  it('makes links with the newest value and accepts links of each', () => {
    const both = keyOf(`${fresh}\n${old}`);
    expect(linkOf(`${fresh}\n${old}`)).toBe(linkOf(fresh));
    expect(both.verify(linkOf(fresh))).toBe('link-1');
    expect(both.verify(linkOf(old))).toBe('link-1');
    expect(both.verify(linkOf(newKey()))).toBeUndefined();
  });

  it('accepts a link before the value that made it is the newest', () => {
    const before = keyOf(`${old}\n${fresh}`);
    expect(before.verify(linkOf(fresh))).toBe('link-1');
    expect(linkOf(`${old}\n${fresh}`)).toBe(linkOf(old));
  });

  it('refuses links of a value that has ended', () => {
    expect(keyOf(fresh).verify(linkOf(old))).toBeUndefined();
  });
});
