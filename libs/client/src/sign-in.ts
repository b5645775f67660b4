import { Refusal } from './refusal';

/** The JWT by which the portal says who is signed in; undefined for nobody. Asked each time one is needed. */
export type TokenProvider = () => string | undefined | Promise<string | undefined>;

/** How long one answer of the portal is waited for, in milliseconds, and after which time it is asked anew. */
const limitMs = 5_000;
const forgottenMs = 30_000;

/**
 * Asks the portal for a token and waits for 5 s at most. An answer that takes longer serves whoever asks next. Rejects
 * with the {@link Refusal} `unavailable` when the portal gives no answer: that is not the same as nobody.
 */
export function patiently(provider: TokenProvider, now: () => number): () => Promise<string | undefined> {
  let asked: { readonly answer: Promise<string | undefined>; readonly at: number } | undefined;
  return async () => {
    if (!asked || now() - asked.at > forgottenMs) asked = { answer: (async () => provider())(), at: now() };
    const mine = asked;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`it took longer than ${limitMs / 1000} s`)), limitMs);
    });
    try {
      const token = await Promise.race([mine.answer, tooLong]);
      asked = undefined;
      // Portals write null for nobody, and an empty text.
      return typeof token === 'string' && token !== '' ? token : undefined;
    } catch (error) {
      mine.answer.catch(() => {
        if (asked === mine) asked = undefined;
      });
      console.warn('Rejoin: the page did not say who is signed in, it is asked again:', error);
      throw new Refusal('unavailable', 'The page did not say who is signed in.');
    } finally {
      clearTimeout(timer);
    }
  };
}
