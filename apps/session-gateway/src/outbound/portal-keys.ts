import { fetchOutside, HostNotAllowed, type AllowedHosts, type ServiceLog } from '@rejoin/service';
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';

const timeoutDuration = 3_000;
/** A token with an unknown `kid` makes the gateway read the keys again at most this often. */
const cooldownDuration = 30_000;
const maxBytes = 256 * 1024;
const afterFailureMs = 1_000;
const maxPortals = 1_000;

interface Failure {
  readonly error: unknown;
  readonly until: number;
}

/**
 * Reads the keys that portals publish at their JWKS URLs, and caches them. Only public addresses and explicitly
 * allowed hosts are read.
 */
export class PortalKeys {
  private readonly portals = new Map<string, JWTVerifyGetKey>();

  constructor(
    private readonly log: ServiceLog,
    private readonly allowedHosts: AllowedHosts,
  ) {}

  at(url: string): JWTVerifyGetKey {
    const cachedKeys = this.portals.get(url);
    if (cachedKeys) return cachedKeys;
    const keys = createRemoteJWKSet(new URL(url), {
      cooldownDuration,
      timeoutDuration,
      [customFetch]: this.fetcher(),
    });
    if (this.portals.size >= maxPortals) this.portals.clear();
    this.portals.set(url, keys);
    return keys;
  }

  /**
   * Returns a function that fetches the keys of one portal. After a failure it throws the same error for a moment,
   * however many tokens arrive.
   */
  private fetcher() {
    let failure: Failure | undefined;
    return async (url: string, { signal }: { signal: AbortSignal }): Promise<Response> => {
      if (failure && performance.now() < failure.until) throw failure.error;
      try {
        const { status, body } = await fetchOutside(new URL(url), {
          allowed: this.allowedHosts,
          signal,
          maxBytes,
        });
        failure = undefined;
        return new Response(status === 200 ? body : null, { status });
      } catch (error) {
        failure = { error, until: performance.now() + afterFailureMs };
        if (error instanceof HostNotAllowed) {
          const { host } = error;
          this.log.warn(
            { host },
            'a JWKS URL was not read: its host is not public and not in REJOIN_JWKS_ALLOWED_HOSTS',
          );
        }
        throw error;
      }
    };
  }
}
