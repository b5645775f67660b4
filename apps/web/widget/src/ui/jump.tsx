import type { VNode } from 'preact';
import { useSurroundings } from './surroundings';

/** A button that scrolls to the messages which came while the reader was further up. */
export function Jump({ unseen, jump }: { unseen: number; jump: () => void }): VNode {
  const { speech } = useSurroundings();
  return (
    <button type="button" className="jump" onClick={jump}>
      {speech.say('newMessages', { count: unseen })}
    </button>
  );
}
