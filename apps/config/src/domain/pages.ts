/**
 * The pages to which a sign-in may lead back: the administration, and the desk of each gateway. Their order gives each a
 * number.
 */
export function pagesOf(publicUrl: string, gateways: readonly string[]): readonly string[] {
  const desks = gateways.map((url) => `${url.replace(/\/+$/, '')}/desk/`);
  return [`${publicUrl}/admin/`, ...desks];
}

/** The address of a page with a part that the page reads and browsers never send to a server. */
export function withFragment(page: string, name: string, value: string): string {
  return `${page}#${name}=${encodeURIComponent(value)}`;
}
