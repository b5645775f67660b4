import { OperatorConnection } from '@rejoin/messaging';
import { checkNatsServers, type NatsServerState } from '../domain/check-nats-servers';
import { explain, natsAddresses } from '@rejoin/kernel';
import type { Finding } from '../domain/finding';
import { hostOf } from '../failure';

/** Examines each server of NATS_URL by itself, as the user `operator`. */
export async function examineNatsServers(urls: string): Promise<readonly Finding[]> {
  return checkNatsServers(await Promise.all(natsAddresses(urls).map(({ href }) => stateOf(href))));
}

async function stateOf(url: string): Promise<NatsServerState> {
  const address = hostOf(url);
  try {
    const nats = await OperatorConnection.open(url);
    try {
      const { serverName: name, serverVersion: version, isInCluster } = nats;
      return { address, found: { name, version, isInCluster, sees: await nats.servers() } };
    } finally {
      await nats.close();
    }
  } catch (error) {
    return { address, failure: explain(`NATS at ${address}`, error) };
  }
}
