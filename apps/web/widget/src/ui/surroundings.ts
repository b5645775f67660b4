import type { Actions } from '../view';
import type { Speech } from '../words/speech';
import type { Later } from './use-later';

/** What every component needs: the reader's language, the actions of a person, and announcements to screen readers. */
export interface Surroundings {
  readonly speech: Speech;
  readonly actions: Actions;
  /** The parts that are drawn rarely; undefined until they have loaded. */
  readonly later: Later | undefined;
  /** Announces a sentence in the one status region. */
  announce(sentence: string): void;
}

let current: Surroundings;

/**
 * Sets the surroundings of everything that is drawn from here on. A page has one widget, which calls it each time it is
 * drawn; a context of preact would add 250 bytes to the panel.
 */
export function surround(surroundings: Surroundings): void {
  current = surroundings;
}

export function useSurroundings(): Surroundings {
  return current;
}
