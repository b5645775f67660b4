/** The Portal URL of the demo's widgets, which reconnect links open. */
export function demoPortalUrl(port: number): string {
  return `http://localhost:${port}/portal`;
}

/** The address of the demo, the only page that may show the customer's page and the desk in frames. */
export function demoOrigin(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/**
 * Each device of the customer has its own port, and so its own origin with its own storage. All are of the same site as
 * the demo, so browsers let them use storage in its frames.
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
