import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
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

const context = createContext<Surroundings | null>(null);

export const SurroundedBy = context.Provider;

export function useSurroundings(): Surroundings {
  const surroundings = useContext(context);
  if (!surroundings) throw new Error('drawn outside of App');
  return surroundings;
}
