import { Id, Secret } from '@rejoin/contracts';
import { claimOf, hashSecret, newId, newSecret, requestName } from './ids';

describe('ids and secrets', () => {
  it('are ids as the contracts have them, later ones after earlier ones', () => {
    const ids = Array.from({ length: 1_000 }, newId);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(1_000);
    expect(Id.safeParse(ids[0]).success).toBe(true);
  });

  it('are secrets as the contracts have them, and never the same', () => {
    const secret = newSecret();
    expect(Secret.safeParse(secret).success).toBe(true);
    expect(newSecret()).not.toBe(secret);
  });

  it('name a claimant without opening anything', () => {
    const hash = hashSecret('secret');
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(claimOf(hash)).toBe(claimOf(hash));
    expect(hash).not.toContain(claimOf(hash));
    expect(claimOf(hashSecret('other'))).not.toBe(claimOf(hash));
  });

  it('name a request, each its own, without its words', () => {
    expect(requestName('call Mia')).toMatch(/^[0-9a-f]{32}$/);
    expect(requestName('call Mia')).toBe(requestName('call Mia'));
    expect(requestName('call Max')).not.toBe(requestName('call Mia'));
  });
});
