/**
 * Reloads the page if its server answers, so that a person who is offline keeps what is on the page. A browser remembers
 * until then that a part could not be fetched.
 */
export async function reloadWhenReachable(): Promise<void> {
  const isReachable = await fetch(location.pathname, { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (isReachable) location.reload();
}
