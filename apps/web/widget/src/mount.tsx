import { render } from 'preact';
import type { Host, Listening, Panel } from './api';
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
  let widget: Widget | undefined;
  const drawn = (): void => {
    if (!standIn?.isConnected) return;
    root.adoptedStyleSheets.push(sheet);
    // A person who is pressing the removed launcher would get no click.
    if (standIn.matches(':active')) setTimeout(() => widget?.open());
    standIn.remove();
  };
  const element = root.host as Listening;
  // A loader of the release before, which browsers keep for a day, has no such method.
  const { listen } = element as Partial<Listening>;
  // `document.open` removes all listeners of a page, including ours, and with them this mark.
  (element.listen = () => {
    if (element.onreset) return;
    element.onreset = () => undefined;
    listen?.();
    keepKeys(root);
    render(null, place);
    widget?.live();
  })();
  return new Widget(host, (view, actions, it) => {
    widget = it;
    render(<App view={view} actions={actions} drawn={drawn} />, place);
  });
}
