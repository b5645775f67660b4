import { signInLimits } from '@rejoin/contracts';
import type { DatabaseTime } from '@rejoin/persistence';
import type { JSONWebKeySet } from 'jose';
import * as oidc from 'openid-client';
import type { SignInProvider } from '../domain/sign-in-provider';
import { passing, type ProviderRequests } from './provider-requests';

/** For how long the metadata of a provider are used. Its keys are read again when an unknown one appears. */
const metadataMs = 10 * 60_000;

interface CachedProvider {
  readonly client: Promise<oidc.Configuration>;
  readonly untilMs: number;
}

/**
 * The clients of the configured providers, one for each secret, with the metadata that a provider publishes. Methods throw
 * {@link ProviderUnavailable} when it cannot be reached.
 */
export class ProviderClients {
  private readonly known = new Map<string, CachedProvider>();

  constructor(
    private readonly requests: ProviderRequests,
    private readonly time: Pick<DatabaseTime, 'millis'>,
  ) {}

  /** `index`: that of the secret. */
  async of(provider: SignInProvider, index = 0): Promise<oidc.Configuration> {
    const key = `${provider.id} ${index}`;
    const known = this.known.get(key);
    if (known && performance.now() < known.untilMs) return known.client;
    const client = this.discover(provider, provider.clientSecret?.[index]);
    this.known.set(key, { client, untilMs: performance.now() + metadataMs });
    try {
      return await client;
    } catch (error) {
      this.known.delete(key);
      throw error;
    }
  }

  /** Tries the secrets of the client, the newest first, while the provider does not know the client by them. */
  async withEachSecret<T>(
    provider: SignInProvider,
    request: (client: oidc.Configuration) => Promise<T>,
  ): Promise<T> {
    const last = (provider.clientSecret?.length ?? 1) - 1;
    for (let index = 0; ; index++) {
      try {
        return await request(await this.of(provider, index));
      } catch (error) {
        if (index >= last || !isUnknownClient(error)) throw error;
      }
    }
  }

  async keysOf(provider: SignInProvider): Promise<{ issuer: string; keys: JSONWebKeySet }> {
    const { issuer, jwks_uri: url } = (await this.of(provider)).serverMetadata();
    if (url === undefined) throw new Error('the provider publishes no keys');
    const answer = await this.requests.fetch(url, { method: 'GET', headers: { accept: 'application/json' } });
    return { issuer, keys: (await answer.json()) as JSONWebKeySet };
  }

  /** Discards all metadata, because the configured providers have changed. */
  forget(): void {
    this.known.clear();
  }

  private discover(
    { issuer, clientId, ...provider }: SignInProvider,
    clientSecret: string | undefined,
  ): Promise<oidc.Configuration> {
    const url = new URL(issuer);
    const method =
      clientSecret === undefined
        ? oidc.None()
        : provider.clientAuthentication === 'client_secret_post'
          ? oidc.ClientSecretPost(clientSecret)
          : oidc.ClientSecretBasic(clientSecret);
    // The database's clock decides, as for all tokens.
    const clockSkew = Math.round((this.time.millis() - Date.now()) / 1_000);
    const metadata = { [oidc.clockSkew]: clockSkew, [oidc.clockTolerance]: 60 };
    return passing(
      oidc.discovery(url, clientId, metadata, method, {
        [oidc.customFetch]: (address, request) => this.requests.fetch(address, request),
        timeout: signInLimits.providerSeconds.value,
        execute: [
          oidc.enableNonRepudiationChecks,
          // HTTP is only for hosts that the operator has allowed: see ProviderRequests.fetch.
          // eslint-disable-next-line @typescript-eslint/no-deprecated -- deprecated only to make it stand out
          ...(url.protocol === 'http:' ? [oidc.allowInsecureRequests] : []),
        ],
      }),
    );
  }
}

/** Providers answer with this error, and some with the status alone, before they look at the code. */
function isUnknownClient(error: unknown): boolean {
  const { error: name, status } = error as { error?: unknown; status?: unknown };
  return name === 'invalid_client' || status === 401;
}
