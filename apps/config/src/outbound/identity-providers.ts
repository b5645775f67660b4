import type { Followed } from '@rejoin/kernel';
import * as oidc from 'openid-client';
import type { Claims, SignInProvider } from '../domain/sign-in-provider';
import type { ProviderClients } from './provider-clients';
import { passing } from './provider-requests';

/** An address that is longer may be refused by a provider. */
const longestUrl = 6_000;

/** The secrets of one sign-in, which the browser brings back in a cookie. */
export interface ProviderChecks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/**
 * Speaks OpenID Connect with the configured providers: authorization code flow with PKCE, state and nonce.
 */
export class IdentityProviders {
  /** The providers whose clients are kept. */
  private seen: readonly SignInProvider[] = [];

  /** `publicUrl`: where browsers reach this service. The redirect URIs begin with it, whatever a request says. */
  constructor(
    private readonly providers: Pick<Followed<readonly SignInProvider[]>, 'value'>,
    private readonly publicUrl: string,
    private readonly clients: ProviderClients,
  ) {}

  /** The providers as the operator's file has them now. */
  get all(): readonly SignInProvider[] {
    // Without an address there are no redirect URIs.
    const providers = this.publicUrl === '' ? [] : this.providers.value;
    if (providers !== this.seen) this.clients.forget();
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
    const client = await this.clients.of(provider);
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
    const tokens = await this.clients.withEachSecret(provider, (client) =>
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
    const client = await this.clients.of(provider);
    if (client.serverMetadata().end_session_endpoint === undefined) return undefined;
    const parameters = { post_logout_redirect_uri: `${this.publicUrl}/v1/sign-in/signed-out`, state };
    const url = oidc.buildEndSessionUrl(client, { ...parameters, id_token_hint: idToken }).href;
    return url.length <= longestUrl ? url : oidc.buildEndSessionUrl(client, parameters).href;
  }

  /** Reads with which keys this provider signs its tokens now. */
  keysOf(provider: SignInProvider): ReturnType<ProviderClients['keysOf']> {
    return this.clients.keysOf(provider);
  }
}
