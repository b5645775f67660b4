import { connect, type NatsConnection } from 'nats';

/**
 * Connects with what the URL says: `nats://user:password@host:4222`, several with commas between them, `tls://`
 * for encryption. A lost connection is tried again for ever; a dead one is noticed within 15 s.
 */
export function connectTo(url: string, name: string): Promise<NatsConnection> {
  const urls = url.split(',').map((one) => new URL(one.includes('://') ? one : `nats://${one}`));
  return connect({
    servers: urls.map(({ host }) => host),
    name,
    ...(urls.some(({ protocol }) => protocol === 'tls:') ? { tls: {} } : {}),
    ...credentials(urls[0]),
    maxReconnectAttempts: -1,
    reconnectTimeWait: 200,
    reconnectJitter: 200,
    pingInterval: 5_000,
    maxPingOut: 2,
    timeout: 3_000,
  });
}

/** Each user has its own inbox prefix: nobody can read another's answers. */
function credentials(url: URL | undefined) {
  if (!url?.username) return {};
  const user = decodeURIComponent(url.username);
  return { user, pass: decodeURIComponent(url.password), inboxPrefix: `_INBOX_${user}` };
}
