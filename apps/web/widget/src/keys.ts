const keys = ['keydown', 'keypress', 'keyup'] as const;
/**
 * What a page may prevent although a person needs it in the panel: to scroll, to select a text, to paste, to enter a
 * field. A dialog of the page that keeps the focus would take it back after `focusin`.
 */
const gestures = [
  'wheel',
  'touchstart',
  'touchmove',
  'mousedown',
  'selectstart',
  'dragstart',
  'contextmenu',
  'beforeinput',
  'paste',
  'copy',
  'cut',
  'focus',
  'focusin',
] as const;
const others = ['input', 'compositionstart', 'compositionend'];
/** The browser's own, also on a page that has replaced `Event`. */
const OwnEvent = document.createEvent('Event').constructor as typeof Event;

/**
 * Hides from the page the keys that are typed in our fields, and gestures in the panel. Outside of the shadow root a key
 * appears to be pressed on the host, which is no field, so the page's shortcuts would react to it. A page may also listen
 * in the capture phase. So these events are stopped at the window. Nothing in the panel listens to gestures; for a key
 * our element gets another event that does not leave the root.
 */
export function keepKeys(root: ShadowRoot): void {
  for (const type of keys) {
    addEventListener(type, (event) => isOurs(event, root) && keep(event), true);
  }
  for (const type of gestures) addEventListener(type, (event) => isOurs(event, root), true);
  for (const type of others) root.addEventListener(type, (event) => event.stopPropagation());
}

/** Stops an event of our root. */
function isOurs(event: Event, root: ShadowRoot): boolean {
  const [target] = event.composedPath() as Partial<Node>[];
  const is = event.composed && target?.getRootNode?.() === root;
  if (is) event.stopImmediatePropagation();
  return is;
}

function keep(event: KeyboardEvent): void {
  // This is no KeyboardEvent: in Firefox each of those leaves the root and would return here without end.
  const told: Event & Record<string, unknown> = new OwnEvent(event.type, {
    bubbles: true,
    cancelable: true,
  }) as never;
  for (const name in event) if (!(name in told)) told[name] = event[name as keyof KeyboardEvent];
  if (!event.composedPath()[0]!.dispatchEvent(told)) event.preventDefault();
}
