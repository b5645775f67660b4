import { activeIn } from './use-focus';

/** Keeps the Tab key within an element that covers the page, because the reader cannot see what is below. */
export function keepTabInside(event: KeyboardEvent, element: HTMLElement): void {
  const stops = [
    ...element.querySelectorAll<HTMLElement>('button, input, textarea, a[href], [tabindex="0"]'),
  ];
  const reachable = stops.filter((stop) => stop.closest('[inert]') === null);
  const [first, last] = event.shiftKey ? [reachable.at(-1), reachable[0]] : [reachable[0], reachable.at(-1)];
  if (!first || activeIn(element) !== last) return;
  event.preventDefault();
  first.focus();
}
