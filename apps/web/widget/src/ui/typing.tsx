import type { VNode } from 'preact';
import { Avatar } from './avatar';

/** Nothing to be said aloud: the head of the panel has it as words. */
export function Typing({ name }: { name: string }): VNode {
  return (
    <li class="typing" aria-hidden="true">
      <Avatar name={name} size="tiny" />
      <span class="dots">
        <i />
        <i />
        <i />
      </span>
    </li>
  );
}
