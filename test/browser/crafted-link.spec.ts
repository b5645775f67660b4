import { linkSecretOf } from '@rejoin/client';
import { runInNewContext } from 'node:vm';
import { linkIn } from '../../apps/web/widget/src/link-in';

describe('an address that is crafted to be slow to parse', () => {
  const address = `https://shop.example/help#${'%20'.repeat(300_000)}`;
  // Without the limits in the patterns it would take minutes.
  const within = <T>(read: () => T): T => runInNewContext('read()', { read }, { timeout: 10_000 }) as T;

  it('is read by the loader as fast as any other', () => {
    expect(within(() => linkIn(address))).toEqual([address, undefined]);
  });

  it('is read by the client as fast as any other', () => {
    expect(within(() => linkSecretOf(address))).toBeUndefined();
  });
});
