import { serviceNames } from '@rejoin/servers';
import { streamOf } from '@rejoin/contracts';
import type { TestNatsCluster, TestNatsNode } from '@rejoin/testing';
import { pause, until } from '../story/until';
import { faults, type Fault } from './faults';
import type { Random } from './random';

const now = () => performance.now();
const caughtUpMs = 60_000;

/** Faults of services that a system on a cluster meets as well. Those of Postgres have nothing to do with it. */
const ofServices = faults.filter(({ kind }) =>
  serviceNames.some((service) =>
    [`${service} killed`, `${service} restarted`, `${service} cut off`].includes(kind),
  ),
);

/** The faults of a NATS cluster of three, and of services beside it. All but one kind leave two servers. */
export const clusterFaults: readonly Fault[] = [
  {
    kind: 'a server of the NATS cluster killed',
    touches: ['nats'],
    hurt: ({ cluster }, random) => killed(cluster, random.pick(cluster.nodes), random),
  },
  {
    kind: 'the leader of a stream killed',
    touches: ['nats'],
    hurt: async ({ cluster }, random) => {
      const leader = await leaderOfOne(cluster, random);
      return leader && killed(cluster, leader, random);
    },
  },
  {
    kind: 'the leader of a durable killed',
    touches: ['nats'],
    hurt: async ({ cluster }, random) => {
      const stream = streamOf(random.pick(serviceNames));
      const durables = await cluster.ask((manager) => manager.consumers.list(stream).next());
      const name = random.pick(durables).cluster?.leader;
      const leader = cluster.nodes.find((node) => node.name === name);
      return leader && killed(cluster, leader, random);
    },
  },
  {
    kind: 'the leader of a stream steps down',
    touches: ['nats'],
    hurt: async ({ cluster }, random) => {
      const stream = streamOf(random.pick(serviceNames));
      await cluster.stepDown(stream);
      return now();
    },
  },
  {
    kind: 'the leader of a stream frozen',
    touches: ['nats'],
    hurt: async ({ cluster }, random) => {
      const leader = await leaderOfOne(cluster, random);
      if (!leader) return undefined;
      leader.freeze();
      await pause(random.between(2_000, 15_000));
      leader.thaw();
      await caughtUp(cluster);
      return now();
    },
  },
  {
    kind: 'two servers of the NATS cluster killed',
    touches: ['nats'],
    hurt: async ({ cluster }, random) => {
      const two = random.shuffled(cluster.nodes).slice(0, 2);
      await Promise.all(two.map((node) => node.kill('SIGKILL')));
      await pause(random.between(500, 5_000));
      await Promise.all(two.map((node) => node.start()));
      await caughtUp(cluster);
      return now();
    },
  },
  {
    kind: 'all servers of the NATS cluster replaced one after another',
    touches: ['nats'],
    hurt: async ({ cluster }) => {
      for (const node of cluster.nodes) {
        await node.kill('SIGTERM');
        await node.start();
        await caughtUp(cluster);
      }
      return now();
    },
  },
  ...ofServices,
];

/** A server that is gone for a while. The others are enough, so that everything is available at once. */
async function killed(cluster: TestNatsCluster, node: TestNatsNode, random: Random): Promise<number> {
  await node.kill('SIGKILL');
  const at = now();
  await pause(random.between(500, 12_000));
  await node.start();
  await caughtUp(cluster);
  return at;
}

async function leaderOfOne(cluster: TestNatsCluster, random: Random): Promise<TestNatsNode | undefined> {
  return cluster.leaderOf(streamOf(random.pick(serviceNames))).catch(() => undefined);
}

/** Operators wait for this as well before they touch the next server. */
async function caughtUp(cluster: TestNatsCluster): Promise<void> {
  await until('the copies of all streams and durables are current', () => cluster.isWhole(), caughtUpMs);
}
