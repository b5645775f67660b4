import type { BootOptions } from '@rejoin/widget';
import type { Listening } from './api';
import { launcherStyles } from './ui/launcher';

/** Two texts in every language, which the build takes from the catalogue: a loader has no time to fetch a language. */
declare const launcherWords: Record<string, readonly [open: string, trouble: string, dir?: string]>;
const words = launcherWords;

/** It is not in the body: an async script may run before there is one, and pages render the body again. */
export const host = document.createElement('div') as Partial<Listening> & HTMLElement;
export const root = host.attachShadow({ mode: 'open' });
host.id = 'rejoin-widget';

/**
 * Adds the host and the listeners again. A page may render its <html> again, as React does, and remove unknown
 * elements; `document.open` removes every listener as well.
 */
export function stay(): void {
  if (host.isConnected) return;
  // Between document.open and document.write there is no root element.
  (document.documentElement as HTMLElement | null)?.append(host);
  host.listen?.();
}

/**
 * Draws the launcher until the panel has loaded and draws its own. Returns a function that shows that the panel does
 * not load.
 */
export function standIn(
  { locale, launcher }: BootOptions,
  pressed: () => void,
  neared: () => unknown,
): () => unknown {
  // A page that is not typed may give anything.
  const wanted: unknown = locale || document.documentElement.lang;
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-conversion -- It may be a number. This is shorter than `String`.
  const language = (wanted === 'auto' ? navigator.language : (wanted as string) + '').slice(0, 2);
  const [open, sorry, dir = 'ltr'] = words[language] ?? words.en!;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(launcherStyles);
  root.adoptedStyleSheets = [sheet];
  // A screen reader announces what is written into this element later.
  const all = document.createElement('output');
  const button = document.createElement('button');
  root.append(all);
  all.append(button);
  all.className = 'rejoin';
  button.className = 'launcher';
  all.dir = dir;
  // The title is the button's accessible name while it has no text.
  button.title = open;
  host.dataset.launcher = launcher;
  (host.listen = () => {
    button.onclick = pressed;
    button.onpointerenter = button.onfocus = neared;
  })();
  return () => (button.textContent = sorry);
}
