import { NODATA, NOTFOUND, promises as dns, type LookupAddress } from 'node:dns';

/** Resolves the addresses of a host. The signal ends the wait. */
export type ResolveName = (host: string, isLocal: boolean, signal: AbortSignal) => Promise<LookupAddress[]>;

/** The time limit for the first query to a DNS server. The second one has twice as long. */
const askedMs = 2_000;
const tries = 2;

/** Lookups by the system that are under way. The same name is not looked up twice at a time. */
const looking = new Map<string, Promise<LookupAddress[]>>();

/**
 * `isLocal` means that the system knows the name better than DNS (hosts file, search domains). The system's lookup
 * blocks one of a few threads of the process and cannot be ended. So names that users can write are resolved by DNS
 * over separate sockets, where silent servers delay nothing else. The system is used for them only when DNS does not
 * know the name.
 */
export async function resolveName(
  host: string,
  isLocal: boolean,
  signal: AbortSignal,
  servers?: readonly string[],
): Promise<LookupAddress[]> {
  if (isLocal || !host.includes('.')) return lookUp(host);
  const resolver = new dns.Resolver({ timeout: askedMs, tries });
  if (servers) resolver.setServers(servers);
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel);
  try {
    const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const found = [...addresses(four, 4), ...addresses(six, 6)];
    if (found.length > 0) return found;
    const error: unknown = four.status === 'rejected' ? four.reason : undefined;
    if (isUnknown(error)) return await lookUp(host);
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

function addresses(asked: PromiseSettledResult<string[]>, family: 4 | 6): LookupAddress[] {
  return asked.status === 'fulfilled' ? asked.value.map((address) => ({ address, family })) : [];
}

function isUnknown(error: unknown): boolean {
  const { code } = (error ?? { code: NODATA }) as { code?: unknown };
  return code === NOTFOUND || code === NODATA;
}

function lookUp(host: string): Promise<LookupAddress[]> {
  const running = looking.get(host);
  if (running) return running;
  const asked = dns.lookup(host, { all: true }).finally(() => looking.delete(host));
  looking.set(host, asked);
  return asked;
}
