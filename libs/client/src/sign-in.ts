import { Refusal } from './refusal';

/**
 * Returns the JWT of the customer who is signed in at the portal; undefined when no one is. Called each time a token is
 * needed.
 */
export type TokenProvider = () => string | undefined | Promise<string | undefined>;

/** How long the portal may take for one answer, in ms. */
const limitMs = 5_000;
/** After how many ms without an answer the portal is asked again. */
const forgottenMs = 30_000;

/**
 * Asks the portal for a token and waits 5 s at most. A later answer serves the next caller. Rejects with the {@link
 * Refusal} `unavailable` when the portal does not answer or fails, which does not mean that no one is signed in.
 */
export function patiently(provider: TokenProvider, now: () => number): () => Promise<string | undefined> {
  let asked: { readonly answer: Promise<string | undefined>; readonly at: number } | undefined;
  return async () => {
    if (!asked || now() - asked.at > forgottenMs) asked = { answer: (async () => provider())(), at: now() };
    const mine = asked;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const token = await new Promise<string | undefined>((resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`it took longer than ${limitMs / 1000} s`)), limitMs);
        mine.answer.then(resolve, reject);
      });
      asked = undefined;
      // Portals return null or an empty text when no one is signed in.
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
