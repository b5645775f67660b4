import { commonPasswords, commonWords } from './common-passwords';

/** The owner of the new password: names that an attacker would try. */
export interface PasswordOwner {
  readonly login: string;
  readonly displayName: string;
  readonly organisation: string;
}

const product = ['rejoin', 'demo'];
/** The least score of a password. A known word counts for two, a sequence or any other character for one. */
const enough = 6;
const sequences = [
  ...[
    '0123456789012',
    'abcdefghijklmnopqrstuvwxyz',
    'ابتثجحخدذرزسشصضطظعغفقكلمنهوي',
    '!@#$%^&*()',
    '!"§$%&/()=',
  ],
  ...[
    'qwertyuiop[]',
    'asdfghjkl;',
    'zxcvbnm,./',
    'qwertzuiopü',
    'yxcvbnm',
    'azertyuiop',
    'qsdfghjklm',
    'wxcvbn',
  ],
  ...['ضصثقفغعهخحجد', 'شسيبلاتنمكط', 'йцукенгшщзхъ', 'фывапролджэ', '1q2w3e4r5t6y7u8i9o0p'],
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
].flatMap((line) => [line, Array.from(line).reverse().join('')]);
const digitsForLetters: Readonly<Record<string, string>> = {
  ...{ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '@': 'a', $: 's', '!': 'i' },
};

/**
 * Whether a password is common, or consists of little more than words, names and sequences that attackers try first.
 * The length is checked elsewhere. All characters are allowed, and several less common words are enough.
 */
export function isEasyToGuess(password: string, owner: PasswordOwner): boolean {
  const text = password.normalize('NFKC').toLowerCase().trim();
  const spelled = Array.from(text, (one) => digitsForLetters[one] ?? one).join('');
  if (commonPasswords.has(text) || commonPasswords.has(spelled)) return true;
  const characters = Array.from(text);
  const everyOther = (from: number) => characters.filter((_, i) => i % 2 === from).join('');
  const names = namesOf(owner);
  return [text, `${everyOther(0)}${everyOther(1)}`].some((one) => scoreOf(one, names) < enough);
}

/** Returns the score of a text: 2 for each different known word, 1 for each different sequence or other character. */
function scoreOf(text: string, names: ReadonlySet<string>): number {
  const spelled = Array.from(text, (one) => digitsForLetters[one] ?? one).join('');
  const parts = new Map<string, number>();
  for (let i = 0; i < text.length;) {
    const word = Math.max(wordAt(text, i, names), wordAt(spelled, i, names));
    const sequence = sequenceAt(text, i);
    const length = Math.max(word, sequence, 1);
    parts.set(text.slice(i, i + length), word > 0 && word >= sequence ? 2 : 1);
    i += length;
  }
  return [...parts.values()].reduce((sum, worth) => sum + worth, 0);
}

function wordAt(text: string, at: number, names: ReadonlySet<string>): number {
  for (let length = Math.min(text.length - at, 40); length >= 3; length--) {
    const part = text.slice(at, at + length);
    if (names.has(part) || commonWords.has(part)) return length;
  }
  return 0;
}

/**
 * The length of a sequence at this index: neighbours in an alphabet or on a keyboard, a repeated character, or a
 * year.
 */
function sequenceAt(text: string, at: number): number {
  const same = /^(.)\1{2,}/u.exec(text.slice(at))?.[0].length ?? 0;
  const year = /^(19|20)\d\d/.test(text.slice(at)) ? 4 : 0;
  let run = 2;
  while (at + run < text.length && sequences.some((line) => line.includes(text.slice(at, at + run + 1))))
    run++;
  return Math.max(same, year, run > 2 ? run : 0);
}

function namesOf({ login, displayName, organisation }: PasswordOwner): ReadonlySet<string> {
  const whole = [login, displayName, organisation].map((name) => name.normalize('NFKC').toLowerCase());
  const parts = whole.flatMap((name) => [name, ...name.split(/[^\p{L}\p{N}]+/u)]);
  return new Set([...product, ...parts].filter((part) => part.length >= 3));
}
