import { linkSecretOf } from '@rejoin/client';
import { runInNewContext } from 'node:vm';
import { linkIn } from '../../apps/web/widget/src/link-in';

describe('an address that is made to take time', () => {
  const address = `https://shop.example/help#${'%20'.repeat(300_000)}`;
  // Without the bound of their patterns it would be minutes.
  const within = <T>(read: () => T): T => runInNewContext('read()', { read }, { timeout: 10_000 }) as T;

  it('is read by the loader as fast as any other', () => {
    expect(within(() => linkIn(address))).toEqual([null, address]);
  });

  it('is read by the client as fast as any other', () => {
    expect(within(() => linkSecretOf(address))).toBeUndefined();
  });
});
