const keys = ['keydown', 'keypress', 'keyup'] as const;
/**
 * This includes the event that a field of ours has the focus: a dialog of the page that keeps the focus would take it
 * back.
 */
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
 * Hides the keys that are typed in our fields from the page. Outside of the shadow root a key appears to be pressed on
 * the host, which is no field, so the page's shortcuts would react to it. A page may also listen in the capture phase.
 * So the key event is stopped at the window, and our element gets another event that does not leave the root.
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
  // This is no KeyboardEvent: in Firefox each of those leaves the root and would return here without end.
  const told: Event & Record<string, unknown> = new Event(event.type, {
    bubbles: true,
    cancelable: true,
  }) as never;
  for (const name in event) if (!(name in told)) told[name] = event[name as keyof KeyboardEvent];
  if (!target.dispatchEvent(told)) event.preventDefault();
}
