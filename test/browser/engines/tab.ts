/** A browser besides Chromium, as far as the tests need one. */
export interface OtherBrowser {
  /** A tab that shares no storage with the tabs before it. */
  open(): Promise<Tab>;
  close(): Promise<void>;
}

/** What the browsers have in common: WebDriver BiDi and WebDriver have the same actions. */
export interface Tab {
  goto(url: string): Promise<void>;
  /** The value of an expression in the page, as JSON carries it. */
  evaluate<Value>(expression: string): Promise<Value>;
  act(actions: readonly object[]): Promise<void>;
  /** The printed page as PDF, where the browser's driver can print. */
  print?(): Promise<Buffer>;
  close(): Promise<void>;
}

/** Keys that have no character, as WebDriver writes them. */
export const keys = { enter: '\uE007', escape: '\uE00C', shift: '\uE008', tab: '\uE004' } as const;

/** Presses one key after the other. */
export function press(tab: Tab, ...values: readonly string[]): Promise<void> {
  const actions = values.flatMap((value) => [
    { type: 'keyDown', value },
    { type: 'keyUp', value },
  ]);
  return tab.act([{ type: 'key', id: 'keyboard', actions }]);
}

/** Types a text, character by character. */
export function type(tab: Tab, text: string): Promise<void> {
  return press(tab, ...Array.from(text));
}

const mouse = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' } };

/** Moves the mouse to a point of the window. */
export function moveTo(tab: Tab, { x, y }: { readonly x: number; readonly y: number }): Promise<void> {
  const move = { type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 };
  return tab.act([{ ...mouse, actions: [move] }]);
}

/** Presses the mouse's button where the mouse is. */
export function click(tab: Tab): Promise<void> {
  const actions = [
    { type: 'pointerDown', button: 0 },
    { type: 'pointerUp', button: 0 },
  ];
  return tab.act([{ ...mouse, actions }]);
}
