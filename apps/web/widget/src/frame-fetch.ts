let frame: HTMLIFrameElement | undefined;

/** Returns the `fetch` of an empty frame, which no script of the page has changed. The frame has the page's policy. */
export function frameFetch(root: ShadowRoot): typeof fetch {
  const empty = (frame ??= document.createElement('iframe'));
  empty.hidden = true;
  root.append(empty);
  return (url, init) => windowOf(empty).fetch(url, init);
}

/** The frame gets another window when the page has moved the widget's element. A page without an origin may use none. */
function windowOf({ contentWindow }: HTMLIFrameElement): Pick<typeof globalThis, 'fetch'> {
  try {
    const inFrame = contentWindow as Partial<Window & typeof globalThis> | null;
    return inFrame?.fetch ? (inFrame as typeof globalThis) : window;
  } catch {
    return window;
  }
}
