/** A preview of a reconnect link, in the form in which the gateway creates it (`reconnectUrl`). */
export function linkPreview(portalUrl: string | null): string | undefined {
  if (portalUrl === null || !URL.canParse(portalUrl)) return undefined;
  const url = new URL(portalUrl);
  if (!/^https?:$/.test(url.protocol)) return undefined;
  const [, route = '', anchor = ''] = /^#?([^#]*)(.*)$/.exec(url.hash) ?? [];
  const hasQuery = route.includes('?') || (route.includes('=') && !/^[/!]/.test(route));
  const separator = !hasQuery ? '?' : /[?&]$/.test(route) ? '' : '&';
  url.hash = '';
  return `${url.href.replace(/#$/, '')}#${route}${separator}oc.reconnectid=…${anchor}`;
}

/**
 * The code snippet for the pages of a portal. It contains all gateways: the first script that loads shows the widget,
 * which then knows all of them.
 */
export function embedCode(gateways: readonly string[], widgetId: string, follows = false): string {
  const all = gateways.length > 1 ? ` data-endpoint="${gateways.join(' ')}"` : '';
  const follow = follows ? ' data-follow="true"' : '';
  return gateways
    .map(
      (gateway) =>
        `<script async src="${gateway}/widget/v1.js" data-widget-id="${widgetId}"${all}${follow} data-locale="auto"></script>`,
    )
    .join('\n');
}
