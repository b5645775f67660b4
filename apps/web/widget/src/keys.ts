const keys = ['keydown', 'keypress', 'keyup'] as const;
/** Also that a field of ours is in focus: a dialog of the page that keeps the focus would take it back. */
const others = [
  'beforeinput',
  'input',
  'paste',
  'copy',
  'cut',
  'compositionstart',
  'compositionend',
  'focusin',
];

/**
 * Keeps what is typed in our fields from the page. Outside of the shadow root a key seems to be pressed on the host,
 * which is no field, so that the page's shortcuts would take it. A page may listen on its way down as well: the key is
 * stopped at the window, and told to our element by an event that does not leave the root.
 */
export function keepKeys(root: ShadowRoot): void {
  for (const type of keys) {
    addEventListener(type, (event) => keep(event, root), true);
  }
  for (const type of others) root.addEventListener(type, (event) => event.stopPropagation());
}

function keep(event: KeyboardEvent, root: ShadowRoot): void {
  const [target] = event.composedPath();
  if (!event.composed || !(target instanceof Element) || target.getRootNode() !== root) return;
  event.stopImmediatePropagation();
  // No KeyboardEvent: in Firefox each of these leaves the root, and comes back here without end.
  const told: Event & Record<string, unknown> = new Event(event.type, {
    bubbles: true,
    cancelable: true,
  }) as never;
  for (const name in event) if (!(name in told)) told[name] = event[name as keyof KeyboardEvent];
  if (!target.dispatchEvent(told)) event.preventDefault();
}
