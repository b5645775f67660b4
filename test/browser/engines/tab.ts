/** The parts of a browser other than Chromium that the tests need. */
export interface OtherBrowser {
  /** A tab that shares no storage with earlier tabs. */
  open(): Promise<Tab>;
  close(): Promise<void>;
}

/** The common part of the browsers: WebDriver BiDi and WebDriver have the same actions. */
export interface Tab {
  goto(url: string): Promise<void>;
  /** The value of an expression in the page, as JSON. */
  evaluate<Value>(expression: string): Promise<Value>;
  act(actions: readonly object[]): Promise<void>;
  /** The page printed as PDF, where the browser's driver can print. */
  print?(): Promise<Buffer>;
  close(): Promise<void>;
}

/** Keys without a character, as WebDriver encodes them. */
export const keys = { enter: '\uE007', escape: '\uE00C', shift: '\uE008', tab: '\uE004' } as const;

/** Presses the keys one after the other. */
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

/** Clicks at the position of the mouse. */
export function click(tab: Tab): Promise<void> {
  const actions = [
    { type: 'pointerDown', button: 0 },
    { type: 'pointerUp', button: 0 },
  ];
  return tab.act([{ ...mouse, actions }]);
}
