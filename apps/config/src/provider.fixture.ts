import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider, type Configuration, type Interaction } from 'oidc-provider';

/** A person at the provider: what its ID tokens say. */
export type Person = Readonly<Record<string, unknown>>;

/** How the provider answers requests of this product. */
export type Trouble = 'none' | 'down' | 'slow' | 'huge' | 'other-issuer';

/**
 * A real identity provider of OpenID Connect in this process. Its page for signing in asks for a name alone, and gives
 * the consent by itself.
 */
export interface TestProvider {
  readonly issuer: string;
  /** The people by their subject. */
  readonly people: Map<string, Person>;
  trouble: Trouble;
  /** Where this product really is, for what the provider sends to its public URL. */
  productUrl: string;
  /** Signs a person out at the provider, which tells this product. Rejects when it refuses. */
  signOut(sub: string): Promise<void>;
  /** Replaces the secret of the client. */
  setClientSecret(secret: string): Promise<void>;
  stop(): Promise<void>;
}

export const clientId = 'rejoin';
export const clientSecret = 'a secret of the client, with % and : in it';

/** `urls`: where this product is, for the redirect URIs that the provider accepts. */
export async function startProvider(publicUrl: string, providerId: string): Promise<TestProvider> {
  const people = new Map<string, Person>();
  let trouble: Trouble = 'none';
  let productUrl = publicUrl;
  let answer: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const server = createServer((request, response) => {
    // A browser passes: only requests of servers have no such header.
    const isServer =
      request.headers['sec-fetch-mode'] !== 'navigate' && request.headers['x-browser'] === undefined;
    if (trouble === 'none' || !isServer) answer(request, response);
    else if (trouble === 'down') request.socket.destroy();
    else if (trouble === 'huge') response.end('x'.repeat(3_000_000));
    else if (trouble === 'other-issuer')
      response.setHeader('content-type', 'application/json').end(
        JSON.stringify({
          issuer: 'https://other.example',
          authorization_endpoint: 'https://other.example',
        }),
      );
    // The slow one never answers.
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { warn } = console;
  // It warns that it keeps everything in memory and makes its own keys.
  console.warn = () => undefined;
  const provider = new Provider(issuer, {
    ...configurationOf(publicUrl, providerId, people),
    // Without the dispatcher of the library, which refuses addresses of this machine.
    fetch: (url, init) =>
      fetch(
        url instanceof Request ? url : String(url).replace(publicUrl, productUrl),
        withoutDispatcher(init),
      ),
  });
  console.warn = warn;
  const callback = provider.callback();
  answer = (request, response) => {
    const uid = /^\/interaction\/([\w-]+)/.exec(request.url ?? '')?.[1];
    const done = uid === undefined ? callback(request, response) : interact(provider, request, response);
    Promise.resolve(done).catch((error: unknown) => response.writeHead(500).end(String(error)));
  };
  return {
    issuer,
    people,
    get trouble() {
      return trouble;
    },
    set trouble(next) {
      trouble = next;
    },
    get productUrl() {
      return productUrl;
    },
    set productUrl(next) {
      productUrl = next;
    },
    async signOut(sub) {
      const client = (await provider.Client.find(clientId)) as unknown as {
        backchannelLogout(sub: string, sid: string): Promise<void>;
      };
      await client.backchannelLogout(sub, 'a session');
    },
    async setClientSecret(secret) {
      Object.assign((await provider.Client.find(clientId)) ?? {}, { clientSecret: secret });
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function configurationOf(publicUrl: string, providerId: string, people: Map<string, Person>): Configuration {
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${publicUrl}/v1/sign-in/providers/${providerId}/callback`],
        backchannel_logout_uri: `${publicUrl}/v1/sign-in/providers/${providerId}/back-channel-logout`,
        post_logout_redirect_uris: [`${publicUrl}/v1/sign-in/signed-out`],
      },
    ],
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username', 'groups'],
      email: ['email', 'email_verified'],
    },
    conformIdTokenClaims: false,
    ttl: {
      Interaction: 600,
      Session: 3_600,
      Grant: 3_600,
      AccessToken: 600,
      IdToken: 600,
      AuthorizationCode: 60,
    },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) }),
    interactions: { url: (_, interaction: Interaction) => `/interaction/${interaction.uid}` },
    cookies: { keys: ['for tests'] },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    pkce: { required: () => true },
  };
}

function withoutDispatcher(init: RequestInit = {}): RequestInit {
  const { dispatcher: _, ...rest } = init as RequestInit & { dispatcher?: unknown };
  return rest;
}

/** Shows the form, or takes what it sends, and consents to everything. */
async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  if (prompt.name === 'login') {
    if (request.method !== 'POST') {
      response.setHeader('content-type', 'text/html').end(form);
      return;
    }
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const fields = new URLSearchParams(body);
    const result = fields.has('cancel')
      ? { error: 'access_denied', error_description: 'the person cancelled' }
      : { login: { accountId: fields.get('name') ?? '' } };
    await provider.interactionFinished(request, response, result);
    return;
  }
  const grant = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const given =
    grant ?? new provider.Grant({ accountId: session?.accountId, clientId: String(params['client_id']) });
  given.addOIDCScope(String(params['scope']));
  const consent = { grantId: await given.save() };
  await provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
}

const form = `<!doctype html><title>Provider</title><h1>Sign in at the provider</h1>
  <form method="post"><label>Name <input name="name" autofocus></label>
  <button>Continue</button> <button name="cancel" value="1">Cancel</button></form>`;
