import type { Command } from '@rejoin/widget';

/** Has the widget do something: at once, or as soon as its script has come. */
export function rejoin(command: Command): void {
  (window.Rejoin ??= []).push(command);
}

/** The one script tag that a portal needs. */
export function addWidget(url: string): void {
  const script = document.createElement('script');
  script.async = true;
  script.src = url;
  document.head.append(script);
}
