import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icons';

interface ScreenOf {
  readonly icon?: string;
  readonly title: string;
  readonly text?: string;
  /** Shown below a transcript, instead of filling the panel. */
  readonly fits?: boolean;
  readonly children?: ComponentChildren;
}

/** A screen of its own with a title, a text and actions. Its title gets the focus of the element that was removed. */
export function Screen({ icon, title, text, fits = false, children }: ScreenOf): VNode {
  return (
    <div className={fits ? 'screen fits' : 'screen'}>
      {icon && !fits && (
        <span className="emblem">
          <Icon of={icon} />
        </span>
      )}
      <h3 tabIndex={-1} className="focus-first">
        {title}
      </h3>
      {text !== undefined && <p>{text}</p>}
      {children}
    </div>
  );
}
