import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** Passes to the style sheet how much of a phone's screen the keyboard leaves. */
export function VisibleHeight({ root }: { root: RefObject<HTMLElement | null> }): null {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (!viewport) return;
    const fit = (): void => {
      // When a person has zoomed in, the panel stays as large as the page.
      const zoomed = viewport.scale > 1.01;
      root.current?.style.setProperty('--viewport-top', zoomed ? '0px' : `${viewport.offsetTop}px`);
      root.current?.style.setProperty('--viewport-height', zoomed ? '100dvh' : `${viewport.height}px`);
    };
    fit();
    viewport.addEventListener('resize', fit);
    viewport.addEventListener('scroll', fit);
    return () => {
      viewport.removeEventListener('resize', fit);
      viewport.removeEventListener('scroll', fit);
    };
  }, []);
  return null;
}
