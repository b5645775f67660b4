import { Refusal } from '@rejoin/client';
import { needsSignIn } from './refused';

const refusedBy = (status: number, answer: unknown, retryAfter: string | null = null) =>
  Refusal.ofAnswer(status, answer, retryAfter);

describe('an answer that is a no', () => {
  it('keeps its name and the fields that it names', () => {
    const errors = [{ field: '/name', code: 'too-long', params: { maximum: 200 }, message: 'is too long' }];
    expect(refusedBy(400, { name: 'invalid', errors })).toMatchObject({ name: 'invalid', errors });
  });

  it('is unavailable when something before the server gave it, or the server failed', () => {
    expect(refusedBy(502, undefined).name).toBe('unavailable');
    expect(refusedBy(500, { name: 'internal-error' }).name).toBe('unavailable');
    expect(refusedBy(400, undefined).name).toBe('invalid');
  });

  it('says after how long the same may be allowed, where the server did', () => {
    expect(refusedBy(429, { name: 'too-many' }, '270')).toMatchObject({ retryAfterSeconds: 270 });
    expect(refusedBy(429, undefined, 'Mon, 23 Nov 2026 09:00:00 GMT')).toMatchObject({
      name: 'too-many',
      retryAfterSeconds: null,
    });
    expect(refusedBy(401, { name: 'sign-in-failed' }).retryAfterSeconds).toBeNull();
  });

  it('asks to sign in, where that would help', () => {
    expect(needsSignIn(refusedBy(401, { name: 'unauthenticated' }))).toBe(true);
    expect(needsSignIn(refusedBy(401, { name: 'sign-in-expired' }))).toBe(true);
    expect(needsSignIn(refusedBy(403, { name: 'forbidden' }))).toBe(false);
  });
});
