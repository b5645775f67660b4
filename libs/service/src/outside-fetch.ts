import type { LookupAddress } from 'node:dns';
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { BlockList, LookupFunction } from 'node:net';
import { contains, networks, plainAddress } from './client-address';
import { resolveName, type ResolveName } from './resolve-name';

/** Networks that are not public: of this machine, of a company, of a cloud's own services, and reserved ones. */
const notPublic = networks([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
]);
/** Only this part of IPv6 is public. Translated, mapped, link-local and unique local addresses are outside of it. */
const publicIpv6 = networks(['2000::/3']);

/** Whether an address is on the public internet, and not in a network that only some can reach. */
export function isPublicAddress(text: string): boolean {
  const address = plainAddress(text);
  if (address === undefined || contains(notPublic, address)) return false;
  return !address.includes(':') || contains(publicIpv6, address);
}

/** Host names, addresses and subnets that may be reached although they are not public. */
export class AllowedHosts {
  private readonly hosts: ReadonlySet<string>;
  private readonly networks: BlockList;

  constructor(list: readonly string[]) {
    const isNetwork = (one: string) => plainAddress(one.split('/')[0] ?? '') !== undefined;
    this.networks = networks(list.filter(isNetwork));
    this.hosts = new Set(list.filter((one) => !isNetwork(one)).map((name) => name.toLowerCase()));
  }

  /** Whether this host is listed by its name or its address. */
  names({ hostname }: URL): boolean {
    const address = plainAddress(hostname);
    return this.knows(hostname) || (address !== undefined && contains(this.networks, address));
  }

  permits(host: string, address: string): boolean {
    const plain = plainAddress(address);
    if (plain === undefined) return false;
    return isPublicAddress(plain) || this.knows(host) || contains(this.networks, plain);
  }

  /** Whether the operator has listed this host by its name. */
  knows(host: string): boolean {
    return this.hosts.has(host.toLowerCase().replace(/\.$/, ''));
  }
}

/** The host is in a network that is not public and not allowed. */
export class HostNotAllowed extends Error {
  constructor(readonly host: string) {
    super(`${host} is not a public address; allow it by name, address or subnet if it is to be reached`);
  }
}

export interface OutsideRequest {
  readonly allowed: AllowedHosts;
  readonly signal: AbortSignal;
  readonly resolve?: ResolveName;
}

/**
 * Reads from an address that a setting contains. The addresses of its name are checked, and the connection goes to a
 * checked address, so that a name whose addresses change cannot evade the check. Redirects are not followed, and an
 * answer beyond the maximum size is not read. Throws {@link HostNotAllowed}.
 */
export async function fetchOutside(
  url: URL,
  asked: OutsideRequest & { readonly maxBytes: number },
): Promise<{ status: number; body: string }> {
  const response = await ask(url, asked, { headers: { accept: 'application/json' } });
  return { status: response.statusCode ?? 0, body: await bodyOf(response, asked.maxBytes) };
}

/** An answer with its headers, for protocols that need them. */
export interface OutsideAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** Sends a request with the same checks and limits as {@link fetchOutside}. */
export async function requestOutside(
  url: URL,
  asked: OutsideRequest & { readonly maxBytes: number },
  { method, headers, body }: { method: string; headers: Readonly<Record<string, string>>; body?: string },
): Promise<OutsideAnswer> {
  const bytes = body === undefined ? undefined : Buffer.from(body);
  const length = bytes === undefined ? {} : { 'content-length': bytes.length };
  const response = await ask(url, asked, { method, headers: { ...headers, ...length } }, bytes);
  const names = Object.entries(response.headers);
  return {
    status: response.statusCode ?? 0,
    headers: names.flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one] as const)),
    body: await bodyOf(response, asked.maxBytes),
  };
}

/**
 * Posts a body to an address that a setting contains, with the same checks as {@link fetchOutside}. Resolves with the
 * status as soon as it is known; then the connection is closed without waiting for the body of the answer.
 */
export async function postOutside(
  url: URL,
  asked: OutsideRequest,
  { headers, body }: { headers: Readonly<Record<string, string>>; body: string },
): Promise<number> {
  const bytes = Buffer.from(body);
  const sent = { ...headers, 'content-length': bytes.length };
  const response = await ask(url, asked, { method: 'POST', headers: sent }, bytes);
  response.on('error', () => undefined).destroy();
  return response.statusCode ?? 0;
}

async function ask(
  url: URL,
  asked: OutsideRequest,
  options: RequestOptions,
  body?: Buffer,
): Promise<IncomingMessage> {
  const host = url.hostname.replace(/\.$/, '');
  const literal = plainAddress(host);
  if (literal !== undefined && !asked.allowed.permits(host, literal)) throw new HostNotAllowed(host);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const checked = { agent: false, signal: asked.signal, lookup: checkedLookup(host, asked), ...options };
  return new Promise((resolve, reject) => {
    request(url, checked, resolve).on('error', reject).end(body);
  });
}

function checkedLookup(
  host: string,
  { allowed, signal, resolve = resolveName }: OutsideRequest,
): LookupFunction {
  const check = async (name: string) => {
    const found = await resolve(name, allowed.knows(host), signal);
    const reachable = found.filter(({ address }) => allowed.permits(host, address));
    if (reachable.length === 0) throw new HostNotAllowed(host);
    return reachable;
  };
  return (name, options, callback) => {
    check(name).then(
      (reachable) => {
        const [first] = reachable as [LookupAddress];
        if (options.all) callback(null, reachable);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error as NodeJS.ErrnoException, []),
    );
  };
}

async function bodyOf(response: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      response.destroy();
      throw new Error(`the answer is larger than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
