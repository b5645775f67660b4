import { isEasyToGuess } from './password-rules';

const owner = { login: 'mia.keller@shop.example', displayName: 'Mia Keller', organisation: 'Blue Harbour' };

describe('a new password', () => {
  it.each([
    ...[
      '1234567890',
      '          ',
      '\t \u3000       ',
      'qwertyuiop',
      'password123',
      'Password123!',
      'P@ssw0rd2026',
    ],
    ...[
      'mia.keller@shop.example',
      'MIA.KELLER@SHOP.EXAMPLE',
      'miakeller2026',
      'Keller1234!',
      'blueharbour',
      'Blue Harbour 1',
    ],
    ...[
      'aaaaaaaaaaaa',
      'abababababab',
      'abcabcabcabc',
      '0987654321',
      'zyxwvutsrqponm',
      '1qaz2wsx3edc',
      'a1b2c3d4e5f6',
    ],
    ...[
      'rejoin-demo',
      'Rejoin2026!',
      'rejoinrejoin',
      'football2024',
      'dragon123456',
      'monkeymonkey',
      'iloveyou12345',
    ],
    ...[
      'qwertzuiop',
      'asdfghjkl1',
      'ｐａｓｓｗｏｒｄ１２３',
      'passwordpassword',
      '2026-11-28-2026',
      '😀😀😀😀😀😀',
      'ضصثقفغعهخحج',
    ],
    // Only the list of common passwords contains these. The last one is written with digits for letters.
    ...['4815162342', 'sonyericsson', 'Undertaker', '5tr4wb3rry'],
    'x'.repeat(1000),
  ])('is not %j', (password) => {
    expect(isEasyToGuess(password, owner)).toBe(true);
  });

  it.each([
    ...[
      'correct horse battery',
      'long-enough-password',
      'first-password',
      'a-long-password',
      'tV7#qLm2xZ',
      '7302918465',
    ],
    ...[
      'wandering violet teapot',
      'Der Nebel lichtet sich',
      'قهوة الصباح مع الياسمين',
      'mia likes green umbrellas',
    ],
    'staple '.repeat(5) + 'quarter lantern',
  ])('may be %j', (password) => {
    expect(isEasyToGuess(password, owner)).toBe(false);
  });
});
