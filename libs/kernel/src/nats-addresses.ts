/** Returns the address of a nats-server with its scheme, `nats://`, which may be left out. */
export function natsAddress(server: string): string {
  return server.includes('://') ? server : `nats://${server}`;
}

/** Returns the addresses of a NATS_URL, which may name several servers with commas between them. Throws for others. */
export function natsAddresses(natsUrl: string): readonly URL[] {
  return natsUrl.split(',').map((server) => new URL(natsAddress(server)));
}
