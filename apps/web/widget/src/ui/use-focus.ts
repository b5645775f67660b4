import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Where the focus belongs in a panel: the first field, or the title of what it shows. */
function home(panel: HTMLElement): HTMLElement | null {
  // On a phone a field in focus brings up the keyboard, over half of what is to be read.
  const wanted = matchMedia('(pointer: coarse)').matches ? 'h3.focus-first' : '.focus-first';
  return panel.querySelector<HTMLElement>(wanted) ?? panel.querySelector('h2');
}

/**
 * Into the panel when it opens, back to the launcher when it closes, and on within the panel when the element in
 * focus went away. A page that loads with an open panel keeps its own focus.
 */
export function useFocus(
  panel: RefObject<HTMLElement | null>,
  launcher: RefObject<HTMLElement | null>,
  open: boolean,
  phase: string,
): void {
  const wasOpen = useRef<boolean | null>(null);
  const was = useRef(phase);
  // Asked while it is drawn: afterwards a removed element has no focus any more.
  const inside = panel.current?.contains(activeIn(panel.current)) === true;
  useLayoutEffect(() => {
    // What the loader showed until now still has the focus of who waits for the panel.
    const takesOver = wasOpen.current === null && launcher.current && activeIn(launcher.current) !== null;
    const opens = open && (wasOpen.current === false || takesOver);
    const closes = !open && wasOpen.current === true;
    wasOpen.current = open;
    const active = panel.current && activeIn(panel.current);
    const isNew = was.current !== phase;
    was.current = phase;
    // A title has the focus only for want of something better, which another phase may have.
    const strays = !panel.current?.contains(active) || (isNew && active?.matches('h2, h3'));
    if (panel.current && (opens || (inside && strays))) {
      home(panel.current)?.focus({ preventScroll: true });
    }
    if ((closes && inside) || (takesOver && !open)) launcher.current?.focus();
  });
}

export function activeIn(element: HTMLElement): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
}
