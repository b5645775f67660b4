import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** The element of a panel that gets the focus: the first field, or the title. */
function home(panel: HTMLElement): HTMLElement | null {
  // On a phone a focused field opens the keyboard, which covers half of the text.
  const wanted = matchMedia('(pointer: coarse)').matches ? 'h3.focus-first' : '.focus-first';
  return panel.querySelector<HTMLElement>(wanted) ?? panel.querySelector('h2');
}

/**
 * Moves the focus: into the panel when it opens, to the launcher when it closes, and within the panel when the focused
 * element was removed. A page that loads with an open panel keeps its own focus.
 */
export function useFocus(
  panel: RefObject<HTMLElement | null>,
  launcher: RefObject<HTMLElement | null>,
  open: boolean,
  phase: string,
): void {
  const wasOpen = useRef<boolean | null>(null);
  const was = useRef(phase);
  // This is read during the render, because a removed element has no focus afterwards.
  const inside = panel.current?.contains(activeIn(panel.current)) === true;
  useLayoutEffect(() => {
    // The loader's launcher still has the focus of a person who waits for the panel.
    const takesOver = wasOpen.current === null && launcher.current && activeIn(launcher.current) !== null;
    const opens = open && (wasOpen.current === false || takesOver);
    const closes = !open && wasOpen.current === true;
    wasOpen.current = open;
    const active = panel.current && activeIn(panel.current);
    const isNew = was.current !== phase;
    was.current = phase;
    // A title has the focus only if there was no field, which another phase may have.
    const strays = !panel.current?.contains(active) || (isNew && active?.matches('h2, h3'));
    if (panel.current && (opens || (inside && strays))) {
      home(panel.current)?.focus({ preventScroll: true });
    }
    if ((closes && inside) || (takesOver && !open)) launcher.current?.focus();
  });
}

export function activeIn(element: HTMLElement): Element | null {
  const root: Node & Partial<DocumentOrShadowRoot> = element.getRootNode();
  return root.activeElement ?? null;
}
