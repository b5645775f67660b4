import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Actions } from '../view';
import type { Speech } from '../words/speech';
import type { Later } from './use-later';

/** What every component needs: the reader's language, what a person can do, and the voice of the widget. */
export interface Surroundings {
  readonly speech: Speech;
  readonly actions: Actions;
  /** What is drawn rarely; undefined until it has come. */
  readonly later: Later | undefined;
  /** Says it in the one status region. */
  announce(sentence: string): void;
}

const context = createContext<Surroundings | null>(null);

export const SurroundedBy = context.Provider;

export function useSurroundings(): Surroundings {
  const surroundings = useContext(context);
  if (!surroundings) throw new Error('drawn outside of App');
  return surroundings;
}
