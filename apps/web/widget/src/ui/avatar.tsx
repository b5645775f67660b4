import type { VNode } from 'preact';
import { chatIcon, Icon } from './icons';
import { initials } from './initials';

interface AvatarOf {
  readonly name: string | null;
  readonly size?: 'tiny';
  /** Undefined: no dot is shown. */
  readonly present?: boolean;
}

/** Initials, with a dot for presence. They are decoration, because name and presence are beside them as text. */
export function Avatar({ name, size, present }: AvatarOf): VNode {
  return (
    <span className={`avatar ${size ?? ''}`} aria-hidden="true">
      {name ? initials(name) : <Icon of={chatIcon} />}
      {present !== undefined && <i className={present ? 'dot' : 'dot off'} />}
    </span>
  );
}
