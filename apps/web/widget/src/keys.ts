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
/** What our elements read of a key or a click. */
const parts = ['key', 'keyCode', 'shiftKey', 'isComposing'];
const others = ['compositionstart', 'compositionend'];
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
    addEventListener(type, (event) => stopIfOurs(event, root) && keep(event), true);
  }
  for (const type of gestures) addEventListener(type, (event) => stopIfOurs(event, root), true);
  for (const type of others) root.addEventListener(type, (event) => event.stopPropagation());
  let hadKey = false;
  addEventListener('keydown', () => (hadKey = true), true);
  root.addEventListener('input', (event) => {
    event.stopPropagation();
    if ((event as InputEvent).inputType === 'insertLineBreak' && !hadKey)
      console.warn('Rejoin: this page stops keys at window, so that Enter does not send.');
    hadKey = false;
  });
  repeatClicks(root);
}

/** A page may stop clicks on their way down. Our element is then told by an event that does not leave the root. */
function repeatClicks(root: ShadowRoot): void {
  let arrived: Event | undefined;
  root.addEventListener('click', (event) => (arrived = event), true);
  addEventListener(
    'click',
    (event) => {
      const [target] = event.composedPath() as Partial<Element>[];
      if (target?.getRootNode?.() !== root) return;
      setTimeout(() => arrived === event || target.dispatchEvent?.(eventLike(event)));
    },
    true,
  );
}

/**
 * Returns a plain `Event` with the fields of `parts`. A MouseEvent would follow a link a second time, and in Firefox every
 * KeyboardEvent leaves the shadow root.
 */
function eventLike(event: Event): Event {
  const told = new OwnEvent(event.type, { bubbles: true, cancelable: true });
  // Defined, not assigned: a page may have added a `key` to all objects that an assignment cannot override.
  for (const name of parts) Object.defineProperty(told, name, { value: event[name as keyof Event] });
  return told;
}

/** Stops an event if it comes from our shadow root, and returns whether it did. */
function stopIfOurs(event: Event, root: ShadowRoot): boolean {
  const [target] = event.composedPath() as Partial<Node>[];
  const is = event.composed && target?.getRootNode?.() === root;
  if (is) event.stopImmediatePropagation();
  return is;
}

function keep(event: KeyboardEvent): void {
  if (!event.composedPath()[0]!.dispatchEvent(eventLike(event))) event.preventDefault();
}
