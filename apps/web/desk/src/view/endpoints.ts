/**
 * Returns the origins of the gateways: that of the page first, then the others of the configured list in the order
 * after it, so that the desks of a lost gateway are distributed. Invalid URLs are ignored.
 */
export function endpointsOf(own: string, configured: string): readonly string[] {
  const listed = configured.split(/\s+/).flatMap((text) => originIn(text) ?? []);
  const at = listed.indexOf(own) + 1;
  return [...new Set([own, ...listed.slice(at), ...listed.slice(0, at)])];
}

function originIn(text: string): string | undefined {
  try {
    const { protocol, origin } = new URL(text);
    return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
  } catch {
    return undefined;
  }
}
