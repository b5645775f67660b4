import { NODATA, NOTFOUND, promises as dns, type LookupAddress } from 'node:dns';

/** The addresses of a host. What it waits for ends with the signal. */
export type ResolveName = (host: string, isLocal: boolean, signal: AbortSignal) => Promise<LookupAddress[]>;

/** Of one question to one server; a second one is asked, and the pause doubles. */
const askedMs = 2_000;
const tries = 2;

/** Questions to the system under way: the same name is not asked for twice at a time. */
const looking = new Map<string, Promise<LookupAddress[]>>();

/**
 * `isLocal`: the system's own lookup knows it better than DNS (its file of hosts, its search domains). That lookup works
 * in one of a few threads of the process and cannot be ended, so names that anybody may write go to DNS by sockets of
 * their own: one whose servers are silent holds up nothing else. The system is asked for them when DNS knows no such name.
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
