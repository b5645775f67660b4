import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

const toldEveryMs = 600_000;

/**
 * The address of a request as limits count it: an IPv4 address, or the /64 network of an IPv6 address, because one
 * household or one attacker has all of that network. `X-Forwarded-For` counts only when the connection comes from a
 * configured balancer. With a chain of balancers it is the last address that is none of them.
 */
export class ClientAddresses {
  private readonly balancers: BlockList;
  private untrusted: (peer: string) => void = () => undefined;
  private toldAt = -Infinity;

  /** `balancers`: addresses and subnets from `REJOIN_TRUST_PROXY`. */
  constructor(balancers: readonly string[] = []) {
    this.balancers = networks(balancers);
  }

  /**
   * Calls the listener, at most once in ten minutes, for a peer that forwards for others and is not a configured
   * balancer.
   */
  onUntrusted(listener: (peer: string) => void): void {
    this.untrusted = listener;
  }

  of(request: Pick<IncomingMessage, 'headers' | 'socket'>): string {
    let address = plainAddress(request.socket.remoteAddress ?? '');
    const hops = forwarded(request.headers['x-forwarded-for']).reverse();
    if (hops.length > 0 && address !== undefined && !contains(this.balancers, address)) this.tell(address);
    for (const hop of hops) {
      if (address === undefined || !contains(this.balancers, address)) break;
      const before = plainAddress(hop);
      // A balancer writes only addresses. For any other text, use the last known address, which is the peer that passed
      // it on.
      if (before === undefined) break;
      address = before;
    }
    return networkOfPlain(address);
  }

  /** Any client can send such a header, so the log must not grow with each of them. */
  private tell(peer: string): void {
    const now = performance.now();
    if (now - this.toldAt < toldEveryMs) return;
    this.toldAt = now;
    this.untrusted(peer);
  }
}

/**
 * Returns an address as limits count it. All texts that are no address are counted together, so that a client that can write
 * them has no limit of its own for each of them.
 */
export function networkOf(text: string): string {
  return networkOfPlain(plainAddress(text));
}

/**
 * Returns the shortest form of an address, without port and zone, and IPv4 for an IPv4-mapped IPv6 address; undefined
 * when the text is no address.
 */
export function plainAddress(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
    .replace(/%.*$/, '');
  const family = isIP(bare);
  if (family === 0) return undefined;
  if (family === 4) return bare;
  const groups = groupsOf(bare);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return isMapped ? ipv4Of(groups) : new URL(`http://[${bare}]`).hostname.slice(1, -1);
}

/** Makes a list of addresses and subnets (such as `10.0.0.0/8`) for {@link contains}. */
export function networks(list: readonly string[]): BlockList {
  const blocks = new BlockList();
  for (const one of list) {
    const [address = '', bits] = one.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) blocks.addAddress(address, family);
    else blocks.addSubnet(address, Number(bits), family);
  }
  return blocks;
}

/** Whether one of the networks contains an address in its shortest form. */
export function contains(blocks: BlockList, address: string): boolean {
  return blocks.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function forwarded(header: string | string[] | undefined): string[] {
  const text = Array.isArray(header) ? header.join(',') : (header ?? '');
  return text.split(',').filter((hop) => hop.trim() !== '');
}

function networkOfPlain(address: string | undefined): string {
  if (address === undefined) return 'unknown';
  if (isIP(address) === 4) return address;
  const first = groupsOf(address).slice(0, 4);
  return `${first.map((group) => group.toString(16)).join(':')}::/64`;
}

/** The eight numbers of an IPv6 address. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const numbers = (part: string) =>
    part.split(':').flatMap((group) => (group === '' ? [] : [parseInt(group, 16)]));
  const [before, after] = [numbers(head), numbers(tail ?? '')];
  return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function ipv4Of(groups: readonly number[]): string {
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 255])
    .join('.');
}
