import { launcherStyles } from './ui/launcher';

const words: Record<string, readonly [open: string, trouble: string, dir?: string]> = {
  en: ['Open chat', 'Unavailable'],
  de: ['Chat öffnen', 'Nicht verfügbar'],
  ar: ['فتح الدردشة', 'غير متوفرة', 'rtl'],
};

/** Not in the body: an async script may run before there is one, and pages render it anew. */
export const host = document.createElement('div');
host.id = 'rejoin-widget';
export const root = host.attachShadow({ mode: 'open' });
let listen = (): void => {
  // Nothing is drawn yet.
};

/**
 * A page may draw its <html> anew, as React does, and throw away what it did not draw; `document.open` takes every
 * listener away as well.
 */
export function stay(): void {
  if (host.isConnected) return;
  // There is none between document.open and document.write.
  (document.documentElement as HTMLElement | null)?.append(host);
  listen();
}

/** The launcher until the panel has come and draws its own. Returns what says that the panel does not come. */
export function standIn(
  locale: unknown,
  launcher: unknown,
  pressed: () => void,
  neared: () => unknown,
): () => unknown {
  const language = String(locale === 'auto' ? navigator.language : locale).slice(0, 2);
  const [open, sorry, dir = 'ltr'] = words[language] ?? words.en!;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(launcherStyles);
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement('button');
  button.className = 'launcher';
  button.title = open;
  // A screen reader tells what is written in it later.
  const all = document.createElement('output');
  all.className = 'rejoin';
  all.dir = dir;
  all.append(button);
  root.replaceChildren(all);
  host.dataset.launcher = launcher as string;
  listen = () => {
    button.onclick = pressed;
    button.onpointerenter = button.onfocus = neared;
  };
  listen();
  return () => (button.textContent = sorry);
}
