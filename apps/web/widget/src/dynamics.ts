import type { Command } from '@rejoin/widget';
import { dynamicsSdk } from './dynamics-sdk';

/*
 * For pages that were written for Dynamics 365's live chat. It has the method names of that SDK, raises its events, and
 * fetches the widget from its own folder. The page embeds it in place of the widget's script: docs/from-dynamics.md.
 */

const script = document.currentScript as HTMLScriptElement;
const { appId = '', endpoint = new URL(script.src).origin, locale } = script.dataset;

function rejoin(...commands: Command[]): void {
  (window.Rejoin ??= []).push(...commands);
}

const { sdk, customer } = dynamicsSdk({
  rejoin,
  tell: (name, detail) => window.dispatchEvent(new CustomEvent(name, { detail })),
  warn: (text) => {
    console.warn(`Rejoin: ${text}`);
  },
});
const page = window as unknown as { Microsoft?: { Omnichannel?: { LiveChatWidget?: object } } };
const omnichannel = ((page.Microsoft ??= {}).Omnichannel ??= {});
omnichannel.LiveChatWidget = { ...omnichannel.LiveChatWidget, SDK: sdk };

rejoin((it) => {
  it.boot({ widgetId: appId, endpoint, ...(locale === undefined ? {} : { locale }), customer });
  const ready = () => window.dispatchEvent(new CustomEvent('lcw:ready'));
  // Later scripts of the page get the event too.
  if (document.readyState === 'complete') setTimeout(ready);
  else window.addEventListener('load', () => setTimeout(ready), { once: true });
});

const widget = document.createElement('script');
widget.src = new URL('v1.js', script.src).href;
if (script.nonce) widget.nonce = script.nonce;
script.after(widget);
