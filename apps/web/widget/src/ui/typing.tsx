import type { VNode } from 'preact';
import { Avatar } from './avatar';

/** Screen readers ignore it, because the head of the panel has it as text. */
export function Typing({ name }: { name: string }): VNode {
  return (
    <li className="typing" aria-hidden="true">
      <Avatar name={name} size="tiny" />
      <span className="dots">
        <i />
        <i />
        <i />
      </span>
    </li>
  );
}
