import type { Command } from '@rejoin/widget';

/** Calls the widget, immediately or as soon as its script has loaded. */
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
