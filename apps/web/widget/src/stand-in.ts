import { launcherIcon, launcherStyles } from './ui/launcher';

const words: Record<string, readonly [open: string, trouble: string]> = {
  en: ['Open chat', 'Not reachable'],
  de: ['Chat öffnen', 'Nicht erreichbar'],
  ar: ['فتح المحادثة', 'تعذّر الاتصال'],
};

/** The launcher until the panel has come and draws its own, and the voice of a loader that cannot fetch it. */
export interface StandIn {
  readonly root: ShadowRoot;
  /** Says that the panel does not come. */
  trouble(): void;
}

export function standIn(locale: unknown, pressed: () => void, neared: () => unknown): StandIn {
  const language = String(locale === 'auto' ? navigator.language : locale).slice(0, 2);
  const [open, sorry] = words[language] ?? words.en!;
  // Not into the body: an async script may run before there is one, and pages render it anew.
  const host = add(document.documentElement, 'div', { id: 'rejoin-widget' });
  // A page may draw its <html> anew, as React does, and throw away what it did not draw.
  new MutationObserver(() => {
    if (!host.isConnected) setTimeout(() => document.documentElement.append(host));
  }).observe(document, { childList: true, subtree: true });
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(launcherStyles);
  root.adoptedStyleSheets = [sheet];
  const place = add(root, 'div', { class: 'rejoin', role: 'status', dir: language === 'ar' ? 'rtl' : 'ltr' });
  const button = add(place, 'button', { class: 'launcher', 'aria-label': open });
  add(add(button, 'svg', { viewBox: '0 0 24 24' }), 'path', { d: launcherIcon });
  const status = add(button, 'span');
  button.onclick = pressed;
  button.onpointerenter = button.onfocus = neared;
  return {
    root,
    trouble: () => {
      status.textContent = sorry;
    },
  };
}

function add(to: Node, name: string, attributes?: Record<string, string>): HTMLElement {
  const space = `http://www.w3.org/${/svg|path/.test(name) ? '2000/svg' : '1999/xhtml'}`;
  const element = document.createElementNS(space, name) as HTMLElement;
  for (const key in attributes) element.setAttribute(key, attributes[key]!);
  return to.appendChild(element);
}
