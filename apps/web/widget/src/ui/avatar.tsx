import type { VNode } from 'preact';
import { chatIcon, Icon } from './icons';
import { initials } from './initials';

interface AvatarOf {
  readonly name: string | null;
  readonly size?: 'tiny';
  /** Undefined: no dot. */
  readonly present?: boolean;
}

/** Initials, with a dot of presence. Decoration: name and presence stand beside it as words. */
export function Avatar({ name, size, present }: AvatarOf): VNode {
  return (
    <span class={`avatar ${size ?? ''}`} aria-hidden="true">
      {name ? initials(name) : <Icon of={chatIcon} />}
      {present !== undefined && <i class={present ? 'dot' : 'dot off'} />}
    </span>
  );
}
