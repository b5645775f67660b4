import { useCallback, useRef, useState } from 'react';
import type { ComponentType, KeyboardEvent, RefObject } from 'react';
import { laterOverlay, type Later } from './later';

/** What the content of a menu gets from {@link useLaterMenu}, for its `MenuSurface`. */
export interface MenuPlace {
  readonly button: RefObject<HTMLElement | null>;
  onClose(): void;
}

/** A menu whose items are fetched when it opens first. Render it while it is open. */
export function laterMenu<Props extends MenuPlace>(load: () => Promise<ComponentType<Props>>): Later<Props> {
  return laterOverlay(load);
}

/** Returns the props of a menu's button, and whether the menu is open. The menu is rendered beside the button. */
export function useLaterMenu() {
  const button = useRef<HTMLElement>(null);
  const [isOpen, setOpen] = useState(false);
  const onClose = useCallback(() => {
    setOpen(false);
    // The menu is removed with the item that has the focus.
    requestAnimationFrame(() => {
      const focused = document.activeElement;
      if (focused === null || focused === document.body) button.current?.focus();
    });
  }, []);
  const ref = useCallback((element: HTMLElement | null) => {
    button.current = element;
  }, []);
  const place: MenuPlace = { button, onClose };
  return {
    isOpen,
    place,
    buttonProps: {
      ref,
      'aria-haspopup': 'menu' as const,
      'aria-expanded': isOpen,
      onClick: () => {
        setOpen((before) => !before);
      },
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key !== 'ArrowDown') return;
        event.preventDefault();
        setOpen(true);
      },
    },
  };
}
