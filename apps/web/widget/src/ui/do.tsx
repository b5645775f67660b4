import type { ComponentChildren, VNode } from 'preact';

/** A button; `main` marks the one that most people want. */
export function Do(props: { main?: boolean; act: () => void; children: ComponentChildren }): VNode {
  return (
    <button type="button" className={props.main ? 'button main' : 'button'} onClick={props.act}>
      {props.children}
    </button>
  );
}
