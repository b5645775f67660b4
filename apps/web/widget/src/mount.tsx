import { render } from 'preact';
import type { Host, Panel } from './api';
import { keepKeys } from './keys';
// What is alike stands together, and the style sheet behind it: that alone is 150 bytes less to send.
import { Widget } from './widget';
import { App } from './ui/app';
import { styles } from './ui/styles';

/** Puts the widget beside the loader's launcher, and takes that away as soon as there is one of its own. */
export function mount(host: Host): Panel {
  const { root } = host;
  const [standIn] = root.children;
  const place = root.appendChild(document.createElement('div'));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  let drawn: Widget | undefined;
  new MutationObserver((_, observer) => {
    observer.disconnect();
    root.adoptedStyleSheets.push(sheet);
    // Who is pressing it now would press nothing.
    if (standIn?.matches(':active')) drawn?.open();
    standIn?.remove();
  }).observe(place, { childList: true });
  const element = root.host as HTMLElement;
  // `document.open` takes away all listeners of a page, also ours, and this mark with them.
  const begin = (): void => {
    if (element.onreset) return;
    element.onreset = begin;
    keepKeys(root);
    render(null, place);
    drawn?.live();
  };
  begin();
  new MutationObserver(begin).observe(document, { childList: true });
  return new Widget(host, (view, actions, widget) => {
    drawn = widget;
    render(<App view={view} actions={actions} />, place);
  });
}
