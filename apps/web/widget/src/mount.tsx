import { render } from 'preact';
import type { Host, Panel } from './api';
import { keepKeys } from './keys';
// Similar imports are next to each other, with the style sheet after them: this order alone saves 150 bytes of
// compressed code.
import { Widget } from './widget';
import { App } from './ui/app';
import { styles } from './ui/styles';

/** Draws the widget beside the loader's launcher, which is removed as soon as the widget has drawn its own. */
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
    // A person who is pressing the removed launcher would get no click.
    if (standIn?.matches(':active')) drawn?.open();
    standIn?.remove();
  }).observe(place, { childList: true });
  const element = root.host as HTMLElement;
  // `document.open` removes all listeners of a page, including ours, and with them this mark.
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
