import type { VNode } from 'preact';
import { useSurroundings } from './surroundings';

/** How many characters may still be written; below 0, how many are too many. The field of the composer refers to it. */
export function Counter({ left }: { left: number }): VNode {
  const { speech } = useSurroundings();
  return (
    <p id="rejoin-left" className={left < 0 ? 'counter bad' : 'counter'}>
      {left < 0
        ? speech.say('charactersOver', { count: -left })
        : speech.say('charactersLeft', { count: left })}
    </p>
  );
}
