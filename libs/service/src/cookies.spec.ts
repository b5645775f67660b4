import { cookieFor, cookieIn } from './cookies';

describe('a cookie', () => {
  it('is found by its whole name', () => {
    const header = 'other=1; sign-in-a=x=y;sign-in-ab=z';
    expect(cookieIn(header, 'sign-in-a')).toBe('x=y');
    expect(cookieIn(header, 'sign-in-ab')).toBe('z');
    expect(cookieIn(header, 'in-a')).toBeUndefined();
    expect(cookieIn(undefined, 'sign-in-a')).toBeUndefined();
  });

  it('is for one path and no script, and with HTTPS only for HTTPS', () => {
    const terms = { path: '/callback', seconds: 600, isSecure: true };
    expect(cookieFor('a', 'b', terms)).toBe(
      'a=b; Path=/callback; Max-Age=600; HttpOnly; SameSite=Lax; Secure',
    );
    expect(cookieFor('a', 'b', { ...terms, isSecure: false })).not.toContain('Secure');
  });
});
