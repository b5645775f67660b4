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
  keepKeys(root);
  const [standIn] = root.children;
  const place = root.appendChild(document.createElement('div'));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  new MutationObserver((_, observer) => {
    observer.disconnect();
    root.adoptedStyleSheets.push(sheet);
    standIn?.remove();
  }).observe(place, { childList: true });
  return new Widget(host, (view, actions) => {
    render(<App view={view} actions={actions} />, place);
  });
}
