import { connect, type NatsConnection } from 'nats';

/**
 * Connects with what the URL says: `nats://user:password@host:4222`, several with commas between them, `tls://`
 * for encryption. A lost connection is tried again for ever; a dead one is noticed within 15 s.
 */
export function connectTo(url: string, name: string): Promise<NatsConnection> {
  const urls = parse(url);
  const [first] = urls;
  const inboxPrefix = inboxPrefixOf(url);
  return connect({
    servers: urls.map(({ host }) => host),
    name,
    ...(urls.some(({ protocol }) => protocol === 'tls:') ? { tls: {} } : {}),
    ...(first && inboxPrefix !== undefined
      ? { user: decodeURIComponent(first.username), pass: decodeURIComponent(first.password), inboxPrefix }
      : {}),
    maxReconnectAttempts: -1,
    // Otherwise the client closes for good after two equal ones, as while an operator changes passwords.
    ignoreAuthErrorAbort: true,
    reconnectTimeWait: 200,
    reconnectJitter: 200,
    pingInterval: 5_000,
    maxPingOut: 2,
    timeout: 3_000,
    // Otherwise a stack trace is taken for every publish.
    noAsyncTraces: true,
  });
}

/** Each user has its own: nobody can read another's answers. */
export function inboxPrefixOf(url: string): string | undefined {
  const user = parse(url)[0]?.username;
  return user ? `_INBOX_${decodeURIComponent(user)}` : undefined;
}

function parse(url: string): URL[] {
  return url.split(',').map((one) => new URL(one.includes('://') ? one : `nats://${one}`));
}
