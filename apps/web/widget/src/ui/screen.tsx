import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icons';

interface ScreenOf {
  readonly icon?: string;
  readonly title: string;
  readonly text?: string;
  /** Below a transcript, instead of filling the panel. */
  readonly fits?: boolean;
  readonly children?: ComponentChildren;
}

/** A phase of its own: what it is about, and what can be done. Its title takes the focus of what went away. */
export function Screen({ icon, title, text, fits = false, children }: ScreenOf): VNode {
  return (
    <div class={fits ? 'screen fits' : 'screen'}>
      {icon && !fits && (
        <span class="emblem">
          <Icon of={icon} />
        </span>
      )}
      <h3 tabIndex={-1} class="focus-first">
        {title}
      </h3>
      {text !== undefined && <p>{text}</p>}
      {children}
    </div>
  );
}

/** A thing to do; `main` is the one that most people want. */
export function Do(props: { main?: boolean; act: () => void; children: ComponentChildren }): VNode {
  return (
    <button type="button" class={props.main ? 'button main' : 'button'} onClick={props.act}>
      {props.children}
    </button>
  );
}
