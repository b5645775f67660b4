import { connect, type NatsConnection } from 'nats';

/** Connects as the user in the URL. The names of its inboxes contain the user name. */
export function connectTo(url: string): Promise<NatsConnection> {
  const servers = url.split(',').map((one) => new URL(one.includes('://') ? one : `nats://${one}`));
  const [{ username, password } = { username: '', password: '' }] = servers;
  return connect({
    servers: servers.map(({ host }) => host),
    maxReconnectAttempts: -1,
    // Otherwise the client closes permanently after two equal errors, for example while an operator changes passwords.
    ignoreAuthErrorAbort: true,
    ...(username === ''
      ? {}
      : {
          user: username,
          pass: decodeURIComponent(password),
          inboxPrefix: `_INBOX_${username}`,
        }),
  });
}
