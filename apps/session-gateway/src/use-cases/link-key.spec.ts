import { randomBytes } from 'node:crypto';
import { readEnvironment } from '@rejoin/service';
import { newSystemSecrets } from '@rejoin/servers';
import { GatewayEnvironment } from '../gateway.environment';
import { LinkKey } from './link-key';

const newKey = () => randomBytes(32).toString('base64url');
const { tokenPublicKey } = newSystemSecrets();
const keyOf = (REJOIN_LINK_KEY: string) =>
  new LinkKey(
    readEnvironment(GatewayEnvironment, { REJOIN_TOKEN_PUBLIC_KEY: tokenPublicKey, REJOIN_LINK_KEY }),
  );
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

  it('is refused by name when one of its lines is too short', () => {
    expect(() => keyOf(`${fresh}\nshort`)).toThrow(/REJOIN_LINK_KEY: must be at least 32 random bytes/);
  });
});
