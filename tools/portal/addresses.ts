/** The page that widgets of the demo name as their Portal URL: where reconnect links lead to. */
export function demoPortalUrl(port: number): string {
  return `http://localhost:${port}/portal`;
}

/** Where the demo itself is: the only page that may frame the customer's page and the desk. */
export function demoOrigin(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/**
 * Each device of the customer has a port of its own. To a browser that is an origin of its own: what one stores the
 * other does not have; but all are one site with the demo, in whose frames a browser lets them store anything.
 */
export function deviceOrigin(device: DeviceName, port: number): string {
  return `http://127.0.0.1:${devicePort(device, port)}`;
}

/** The demo's own port, and the next one. */
export function devicePort(device: DeviceName, port: number): number {
  return port + deviceNames.indexOf(device);
}

export const deviceNames = ['laptop', 'phone'] as const;
export type DeviceName = (typeof deviceNames)[number];
