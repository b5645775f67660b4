import { createHmac } from 'node:crypto';
import { SecretValues } from '@rejoin/kernel';
import { AppCodes } from './app-codes';

const codes = new AppCodes(new SecretValues('key'));
const period = 30_000;

/** RFC 6238 from its text, without the library that the code uses. */
function codeOf(secret: string, counter: number): string {
  const bits = Array.from(secret, (letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  const bytes =
    bits
      .join('')
      .match(/.{8}/g)
      ?.map((byte) => parseInt(byte, 2)) ?? [];
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac('sha1', Buffer.from(bytes)).update(message).digest();
  const value = mac.readUInt32BE((mac.at(-1) ?? 0) & 0xf) & 0x7fffffff;
  return String(value % 1_000_000).padStart(6, '0');
}

describe('codes of an authenticator app', () => {
  const { secret, uri, sealed } = codes.enrol('ada@shop', 'ada');
  const now = 1_800_000_000_000;
  const current = now / period;

  it('equal those of RFC 6238, which the reference computes for its own key', () => {
    expect(codeOf('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 1)).toBe('287082');
  });

  it('are valid in their period, and in the periods before and after it', () => {
    const periods = [-2, -1, 0, 1, 2].map((away) =>
      codes.periodOf(codeOf(secret, current + away), sealed, 'ada', now),
    );
    expect(periods).toEqual([undefined, current - 1, current, current + 1, undefined]);
  });

  it('are valid for one account and one key only', () => {
    const code = codeOf(secret, current);
    expect(codes.periodOf(code, sealed, 'ben', now)).toBeUndefined();
    expect(new AppCodes(new SecretValues('other')).periodOf(code, sealed, 'ada', now)).toBeUndefined();
    expect(codes.periodOf(code, 'rubbish', 'ada', now)).toBeUndefined();
  });

  it('stay valid while the key is changed, and after it when the secret was encrypted again', () => {
    const code = codeOf(secret, current);
    const [both, onlyNew] = ['new\nkey', 'new'].map((text) => new AppCodes(new SecretValues(text)));
    expect(both?.periodOf(code, sealed, 'ada', now)).toBe(current);
    expect(onlyNew?.periodOf(code, sealed, 'ada', now)).toBeUndefined();
    expect(onlyNew?.sealAgain(sealed, 'ada')).toBeUndefined();
    const again = both?.sealAgain(sealed, 'ada') ?? '';
    expect(onlyNew?.periodOf(code, again, 'ada', now)).toBe(current);
    expect(both?.sealAgain(again, 'ada')).toBeUndefined();
  });

  it('come from a secret that its stored form does not reveal', () => {
    expect(uri).toContain(`secret=${secret}`);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain(secret);
    expect(codes.enrol('ada@shop', 'ada').secret).not.toBe(secret);
  });
});
