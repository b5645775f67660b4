import { signInLimits } from '@rejoin/contracts';
import type { Followed } from '@rejoin/kernel';
import type { DatabaseTime } from '@rejoin/persistence';
import { requestOutside, type AllowedHosts } from '@rejoin/service';
import type { JSONWebKeySet } from 'jose';
import * as oidc from 'openid-client';
import type { Claims, SignInProvider } from '../domain/sign-in-provider';
import { readLogoutToken, type LoggedOut } from './logout-token';

/** For how long the metadata of a provider are used. Its keys are read again when an unknown one appears. */
const metadataMs = 10 * 60_000;
/** An address that is longer may be refused by a provider. */
const longestUrl = 6_000;

/** The secrets of one sign-in, which the browser brings back in a cookie. */
export interface ProviderChecks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The provider could not be reached, or gave no usable answer in time. */
export class ProviderUnavailable extends Error {}

interface CachedProvider {
  readonly client: Promise<oidc.Configuration>;
  readonly untilMs: number;
}

/**
 * Speaks OpenID Connect with the configured providers: authorization code flow with PKCE, state and nonce. All requests
 * are limited in time and size, and reach public addresses and those that the operator has allowed.
 */
export class IdentityProviders {
  private readonly known = new Map<string, CachedProvider>();
  /** The providers that `known` is of. */
  private seen: readonly SignInProvider[] = [];

  /** `publicUrl`: where browsers reach this service. The redirect URIs begin with it, whatever a request says. */
  constructor(
    private readonly providers: Pick<Followed<readonly SignInProvider[]>, 'value'>,
    private readonly publicUrl: string,
    private readonly allowed: AllowedHosts,
    private readonly time: Pick<DatabaseTime, 'millis'>,
  ) {}

  /** The providers as the operator's file has them now. */
  get all(): readonly SignInProvider[] {
    // Without an address there are no redirect URIs.
    const providers = this.publicUrl === '' ? [] : this.providers.value;
    if (providers !== this.seen) this.known.clear();
    return (this.seen = providers);
  }

  find(id: string): SignInProvider | undefined {
    return this.all.find((provider) => provider.id === id);
  }

  startUrl({ id }: SignInProvider): string {
    return `${this.publicUrl}/v1/sign-in/providers/${id}`;
  }

  private redirectUri({ id }: SignInProvider): string {
    return `${this.publicUrl}/v1/sign-in/providers/${id}/callback`;
  }

  /** The address to which the browser goes to sign in. Throws {@link ProviderUnavailable}. */
  async begin(provider: SignInProvider, checks: ProviderChecks): Promise<URL> {
    const client = await this.clientOf(provider);
    return oidc.buildAuthorizationUrl(client, {
      redirect_uri: this.redirectUri(provider),
      scope: provider.scope,
      response_type: 'code',
      code_challenge: await oidc.calculatePKCECodeChallenge(checks.verifier),
      code_challenge_method: 'S256',
      state: checks.state,
      nonce: checks.nonce,
    });
  }

  /**
   * Exchanges the code of the callback. Throws {@link ProviderUnavailable}, or another error when the provider refuses
   * or when its answer is not what this sign-in expects.
   */
  async finish(
    provider: SignInProvider,
    query: string,
    checks: ProviderChecks,
  ): Promise<{ claims: Claims; idToken: string }> {
    const callback = new URL(`${this.redirectUri(provider)}?${query}`);
    const tokens = await this.withEachSecret(provider, (client) =>
      passing(
        oidc.authorizationCodeGrant(client, callback, {
          pkceCodeVerifier: checks.verifier,
          expectedState: checks.state,
          expectedNonce: checks.nonce,
          idTokenExpected: true,
        }),
      ),
    );
    const claims = tokens.claims();
    if (!claims || tokens.id_token === undefined) throw new Error('the answer contains no ID token');
    return { claims, idToken: tokens.id_token };
  }

  /** The address to which the browser goes after signing out here; undefined when the provider has none. */
  async signOutUrl(provider: SignInProvider, idToken: string, state: string): Promise<string | undefined> {
    const client = await this.clientOf(provider);
    if (client.serverMetadata().end_session_endpoint === undefined) return undefined;
    const parameters = { post_logout_redirect_uri: `${this.publicUrl}/v1/sign-in/signed-out`, state };
    const url = oidc.buildEndSessionUrl(client, { ...parameters, id_token_hint: idToken }).href;
    return url.length <= longestUrl ? url : oidc.buildEndSessionUrl(client, parameters).href;
  }

  /**
   * Returns the person whom a logout token says to be signed out. Throws {@link ProviderUnavailable}, or another error when the
   * token is not one of this provider for this client.
   */
  async signedOut(provider: SignInProvider, logoutToken: string): Promise<LoggedOut> {
    const { issuer, jwks_uri: url } = (await this.clientOf(provider)).serverMetadata();
    if (url === undefined) throw new Error('the provider publishes no keys');
    const answer = await this.fetch(url, { method: 'GET', headers: { accept: 'application/json' } } as never);
    const keys = (await answer.json()) as JSONWebKeySet;
    const audience = provider.clientId;
    return readLogoutToken(logoutToken, { issuer, audience, keys, now: new Date(this.time.millis()) });
  }

  /** Tries the secrets of the client, the newest first, while the provider does not know the client by them. */
  private async withEachSecret<T>(
    provider: SignInProvider,
    request: (client: oidc.Configuration) => Promise<T>,
  ): Promise<T> {
    const last = (provider.clientSecret?.length ?? 1) - 1;
    for (let index = 0; ; index++) {
      try {
        return await request(await this.clientOf(provider, index));
      } catch (error) {
        if (index >= last || !isUnknownClient(error)) throw error;
      }
    }
  }

  /** `index`: that of the secret. */
  private async clientOf(provider: SignInProvider, index = 0): Promise<oidc.Configuration> {
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
        [oidc.customFetch]: (address, request) => this.fetch(address, request),
        timeout: signInLimits.providerSeconds.value,
        execute: [
          oidc.enableNonRepudiationChecks,
          // HTTP is only for hosts that the operator has allowed: see fetch.
          // eslint-disable-next-line @typescript-eslint/no-deprecated -- deprecated only to make it stand out
          ...(url.protocol === 'http:' ? [oidc.allowInsecureRequests] : []),
        ],
      }),
    );
  }

  private async fetch(
    address: string,
    { method, headers, body, signal }: oidc.CustomFetchOptions,
  ): Promise<Response> {
    const url = new URL(address);
    const timeout = AbortSignal.timeout(1_000 * signInLimits.providerSeconds.value);
    const asked = {
      allowed: this.allowed,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      maxBytes: signInLimits.providerBytes.value,
    };
    const sent = { method, headers, ...(body == null ? {} : { body: textOf(body) }) };
    if (url.protocol !== 'https:' && !this.allowed.names(url))
      throw new ProviderUnavailable(`${url.host} has no HTTPS and is not an allowed host`);
    const answer = await requestOutside(url, asked, sent).catch((error: unknown): never => {
      const { code, message } = error as { code?: string; message?: string };
      const why = timeout.aborted ? 'no answer in time' : message || code || 'not reachable';
      throw new ProviderUnavailable(`${url.host}: ${why}`, { cause: error });
    });
    if (answer.status >= 500) throw new ProviderUnavailable(`${url.host} answered ${answer.status}`);
    const hasBody = answer.status !== 204 && answer.status !== 304;
    return new Response(hasBody ? answer.body : null, {
      status: answer.status,
      headers: answer.headers.map(([name, value]): [string, string] => [name, value]),
    });
  }
}

/** Providers answer with this error, and some with the status alone, before they look at the code. */
function isUnknownClient(error: unknown): boolean {
  const { error: name, status } = error as { error?: unknown; status?: unknown };
  return name === 'invalid_client' || status === 401;
}

function textOf(body: NonNullable<oidc.FetchBody>): string {
  if (typeof body === 'string' || body instanceof URLSearchParams) return String(body);
  throw new TypeError('the body of a request to a provider is a text');
}

/** The library wraps errors of requests, so the cause is looked up. */
async function passing<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
      if (
        cause instanceof ProviderUnavailable ||
        cause.name === 'TimeoutError' ||
        cause.name === 'AbortError'
      )
        throw cause instanceof ProviderUnavailable ? cause : new ProviderUnavailable('no answer in time');
    throw error;
  }
}
