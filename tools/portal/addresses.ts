/** The page that widgets of the demo name as their Portal URL: where reconnect links lead to. */
export function demoPortalUrl(port: number): string {
  return `http://localhost:${port}/portal`;
}

/** Where the demo itself is: the only page that may frame the customer's page and the desk. */
export function demoOrigin(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/**
 * A browser keeps apart what belongs to the two names of this machine. So each name is a device of its own: what
 * one stores, the other does not have.
 */
export const deviceHosts = { laptop: '127.0.0.1', phone: 'localhost' } as const;
export type DeviceName = keyof typeof deviceHosts;
export const deviceNames: readonly DeviceName[] = ['laptop', 'phone'];
