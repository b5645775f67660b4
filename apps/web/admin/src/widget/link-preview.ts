/** How a reconnect link will look: the portal's page with the secret in the fragment; query and fragment are kept. */
export function linkPreview(portalUrl: string | null): string | undefined {
  if (portalUrl === null || !URL.canParse(portalUrl)) return undefined;
  const url = new URL(portalUrl);
  if (!/^https?:$/.test(url.protocol)) return undefined;
  const fragment = url.hash.length > 1 ? `${url.hash}&` : '#';
  url.hash = '';
  return `${url.href}${fragment}oc.reconnectid=…`;
}

/** What the administrator of a portal puts into its pages. */
export function embedCode(gateway: string, widgetId: string): string {
  return `<script async src="${gateway}/widget/v1.js" data-widget-id="${widgetId}" data-locale="auto"></script>`;
}
