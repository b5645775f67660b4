const wanted = [3, 5];
const hostName = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i;

/**
 * The host names of the servers of a NATS cluster, from NATS_SERVERS. They are the names of the servers too. Empty: one server
 * without a cluster. Throws when they make no cluster.
 */
export function natsServersOf(names: string | undefined): readonly string[] {
  const servers = (names ?? '').split(',').flatMap((name) => name.trim() || []);
  if (servers.length === 0) return [];
  const odd = servers.find((name) => !hostName.test(name));
  if (odd !== undefined)
    throw new Error(`NATS_SERVERS: ${odd} is not a host name: names without ports, separated by commas`);
  if (new Set(servers).size < servers.length) throw new Error('NATS_SERVERS names a server twice');
  if (!wanted.includes(servers.length))
    throw new Error(
      `NATS_SERVERS names ${servers.length} servers: a cluster has 3 or 5, so that it goes on without one or two`,
    );
  return servers;
}
