import type { Command } from '@rejoin/widget';

/** Has the widget do something: at once, or as soon as its script has come. */
export function rejoin(command: Command): void {
  (window.Rejoin ??= []).push(command);
}

/** Fetches the widget's script, once for a page. */
export function loadWidget(gateway: string): void {
  const src = `${gateway}/widget/v1.js`;
  if (document.querySelector(`script[src="${src}"]`)) return;
  document.head.append(Object.assign(document.createElement('script'), { src, async: true }));
}
