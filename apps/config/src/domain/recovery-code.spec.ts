import { comparableCode, isAppCode, recoveryCode } from './recovery-code';

describe('a recovery code', () => {
  it('is shown in groups and compared without the separators', () => {
    const code = recoveryCode(Uint8Array.from({ length: 16 }, (_, i) => i * 16));
    expect(code).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect(comparableCode(` ${code.toUpperCase().replaceAll('-', ' ')} `)).toBe(code.replaceAll('-', ''));
  });

  it('differs from the code of an app, which has six digits', () => {
    expect(isAppCode(comparableCode('123 456'))).toBe(true);
    expect(isAppCode(comparableCode(recoveryCode(new Uint8Array(16))))).toBe(false);
  });
});
