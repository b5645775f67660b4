import { hashAddress, keysOfBlock, keysOfStart } from './customer-keys';

const anonymous = { subjectHash: null, browserHash: 'b1', addressHash: 'a1' };
const signedIn = { subjectHash: 's1', browserHash: null, addressHash: null };
const bare = { ...anonymous, browserHash: null };

describe('the keys of a customer', () => {
  it('recognise a signed-in customer by the subject alone, whatever browser and address are', () => {
    expect(keysOfStart({ ...anonymous, subjectHash: 's1' })).toEqual(['subject:s1']);
  });

  it('recognise an anonymous customer by the browser and by the address', () => {
    expect(keysOfStart(anonymous)).toEqual(['browser:b1', 'address:a1']);
    expect(keysOfStart({ ...anonymous, browserHash: null, addressHash: null })).toEqual([]);
  });

  it('of different kinds are never equal, although the hashes are', () => {
    const same = { subjectHash: null, browserHash: 'x', addressHash: 'x' };
    expect(new Set(keysOfStart(same)).size).toBe(2);
  });

  it('block the browser, and the address only when that is wanted', () => {
    const browser = { key: 'browser:b1', isAddress: false };
    expect(keysOfBlock(anonymous, { address: false })).toEqual([browser]);
    expect(keysOfBlock(anonymous, { address: true })).toEqual([
      browser,
      { key: 'address:a1', isAddress: true },
    ]);
    expect(keysOfBlock(signedIn, { address: true })).toEqual([{ key: 'subject:s1', isAddress: false }]);
  });

  it('block the address of a client that nothing else recognises', () => {
    expect(keysOfBlock(bare, { address: false })).toEqual([{ key: 'address:a1', isAddress: true }]);
    expect(keysOfBlock({ ...bare, addressHash: null }, { address: true })).toEqual([]);
  });

  it('have an address only as a hash that depends on the secret key', () => {
    const [one, two] = [Buffer.from('one'), Buffer.from('two')];
    expect(hashAddress(one, '192.0.2.1')).toBe(hashAddress(one, '192.0.2.1'));
    expect(hashAddress(one, '192.0.2.1')).not.toBe(hashAddress(two, '192.0.2.1'));
    expect(hashAddress(one, '192.0.2.1')).not.toBe(hashAddress(one, '192.0.2.2'));
    expect(hashAddress(one, '192.0.2.1')).toMatch(/^[0-9a-f]{64}$/);
  });
});
