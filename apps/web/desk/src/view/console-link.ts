/**
 * Returns the address of the administration for accounts that may open it; undefined when the operator has not
 * configured it.
 */
export function consoleLink(configured: string, roles: readonly string[]): string | undefined {
  if (!roles.includes('administrator') && !roles.includes('supervisor')) return undefined;
  try {
    const url = new URL('/admin/', configured);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
  } catch {
    return undefined;
  }
}
