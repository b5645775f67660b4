import { residentBytes } from '../machine/processes.ts';
import { pause, until } from '../machine/stage.ts';
import { Chats } from '../product/chats.ts';
import { tablesAreRight } from '../product/side-conditions.ts';
import { product } from '../report/goals.ts';
import { outcome, refusedFault, wrongUnless, type Contender, type Scene } from './scene.ts';

const chatsOfHistory = 5_000;
const messagesOfChat = 20;
const limitSeconds = 180;
const producers = ['config', 'session_gateway', 'reconnection_timer', 'routing'];

const rejoin: Contender = {
  name: product,
  settings: '5,000 chats with 20 messages each; then all data of NATS are deleted, and nobody does anything',
  async run(stage) {
    const count = stage.count(chatsOfHistory);
    const chats = await Chats.open(stage, { agents: 100 });
    const { system } = chats;
    await chats.start(count);
    const plan = { seconds: 120, inFlight: 500, each: messagesOfChat };
    const said = await chats.customers.ask<{ refused: Record<string, number> }>('saturate', plan);
    const before = await tablesAreRight(system);
    const facts = await history(chats);
    const lost = await streams(chats);
    await system.wipeNats();
    const begun = performance.now();
    const seconds = () => (performance.now() - begun) / 1000;
    await chats.start(1, limitSeconds, 1);
    const served = seconds();
    await until(limitSeconds, 'everything published again', () => isPublished(chats, lost));
    const figures = {
      'facts of history': facts,
      'a new chat has an agent after s': served,
      'all published again after s': seconds(),
      'nats-server, MB': residentBytes(system.natsPid) / 1024 ** 2,
    };
    await pause(1_000);
    const faults = [
      ...before,
      ...refusedFault(said.refused),
      ...wrongUnless(facts > count * messagesOfChat, `only ${facts} facts of history`),
      ...(await tablesAreRight(system)),
    ];
    return outcome(figures, faults);
  },
};

async function history(chats: Chats): Promise<number> {
  const counts = producers.map((schema) => `(select count(*) from ${schema}.outbox)`);
  return chats.system.number(`select ${counts.join(' + ')} as n`);
}

/** When the stream of each producer was created. */
async function streams(chats: Chats): Promise<string[]> {
  const made = producers.map((schema) => `select created from ${schema}.published_stream`);
  const rows = await chats.system.query<{ created: string }>(made.join(' union all '));
  return rows.map(({ created }) => created);
}

/** Whether each stream was created again, no history is left to replay and no facts wait. */
async function isPublished(chats: Chats, lost: readonly string[]): Promise<boolean> {
  if ((await streams(chats)).some((created) => lost.includes(created))) return false;
  const open = producers.flatMap((schema) => [
    `(select count(*) from ${schema}.outbox where published_at is null)`,
    `(select count(*) from ${schema}.published_stream where replay_below > 0)`,
  ]);
  return (await chats.system.number(`select ${open.join(' + ')} as n`)) === 0;
}

export const recovery: Scene = {
  name: 'recovery',
  about: 'all data of NATS are deleted: until 100,000 facts are published again',
  limitSeconds: 480,
  mostRounds: 2,
  contenders: () => [rejoin],
  goals: [
    {
      says: 'all published again',
      figure: 'all published again after s',
      unit: 's',
      atMost: { accept: 60, stretch: 30 },
    },
  ],
};
