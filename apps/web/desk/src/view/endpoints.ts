/**
 * Where the gateways are: first the one that the page came from, then the others of the list that it was told, in
 * the order that follows its own, so that the desks of a lost gateway spread. What is no address is left out.
 */
export function endpointsOf(own: string, told: string): readonly string[] {
  const listed = told.split(/\s+/).flatMap((text) => originIn(text) ?? []);
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
