import { natsAddresses, type PasswordInTurn } from '@rejoin/kernel';
import {
  connect,
  type Authenticator,
  type ConnectionOptions,
  type NatsConnection,
  type TlsOptions,
} from 'nats';

/**
 * Connects to NATS. The URL is `nats://user:password@host:4222`, or several with commas between them; `tls://` encrypts.
 * `?ca=<file>` names the authorities to trust, and `cert` and `key` the client's own certificate. Each connection reads the
 * files anew.
 * `password` replaces the one of the URL, at every attempt to connect.
 * The client reconnects for ever, and detects a dead connection within 15 s.
 */
export function connectTo(
  url: string,
  name: string,
  {
    password,
    ...changes
  }: Pick<ConnectionOptions, 'reconnect' | 'timeout'> & { password?: PasswordInTurn | undefined } = {},
): Promise<NatsConnection> {
  const urls = natsAddresses(url);
  const [first] = urls;
  const inboxPrefix = inboxPrefixOf(url);
  return connect({
    servers: urls.map(({ host }) => host),
    name,
    ...(urls.some(({ protocol }) => protocol === 'tls:') ? { tls: certificatesOf(first) } : {}),
    ...(first && inboxPrefix !== undefined ? { inboxPrefix, authenticator: signIn(first, password) } : {}),
    maxReconnectAttempts: -1,
    // Without this, the client closes for good after two equal authorization errors, as while passwords are changed.
    ignoreAuthErrorAbort: true,
    reconnectTimeWait: 200,
    reconnectJitter: 200,
    pingInterval: 5_000,
    maxPingOut: 2,
    timeout: 3_000,
    // Without this, the client takes a stack trace for every publish.
    noAsyncTraces: true,
    ...changes,
  });
}

/** The client asks for the credentials at each attempt to connect. */
function signIn(url: URL, password: PasswordInTurn | undefined): Authenticator {
  const user = decodeURIComponent(url.username);
  return () => ({ user, pass: password ? password.next() : decodeURIComponent(url.password) });
}

/** The client reads the files at each attempt to connect. */
function certificatesOf(url: URL | undefined): TlsOptions {
  const fileOf = (name: string) => url?.searchParams.get(name) ?? undefined;
  const [caFile, certFile, keyFile] = [fileOf('ca'), fileOf('cert'), fileOf('key')];
  return {
    ...(caFile === undefined ? {} : { caFile }),
    ...(certFile === undefined ? {} : { certFile }),
    ...(keyFile === undefined ? {} : { keyFile }),
  };
}

export function hasSeveralServers(url: string): boolean {
  return natsAddresses(url).length > 1;
}

/** Returns the hosts of a URL, for messages. */
export function hostsOf(url: string): string {
  return natsAddresses(url)
    .map(({ host }) => host)
    .join(',');
}

/** Returns the inbox prefix of a user. Each user has its own, so that no other user can read its replies. */
export function inboxPrefixOf(url: string): string | undefined {
  const user = natsAddresses(url)[0]?.username;
  return user ? `_INBOX_${decodeURIComponent(user)}` : undefined;
}
