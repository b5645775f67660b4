import { families, republish, type ServiceName } from '@rejoin/contracts';
import { isRefused } from '@rejoin/kernel';
import { OperatorConnection } from '@rejoin/messaging';
import type { Command } from 'commander';
import { CommandFailure, exitCodes, hostOf, using } from '../failure';
import { readParked } from '../store/parked.store';
import { reading } from '../store/reading';
import { addLeaf } from './leaf';
import type { Terminal } from './terminal';

const mostShown = 1_000;
/** A service publishes this many facts again for one request. */
const mostAtOnce = 200;

export function addFacts(program: Command, terminal: Terminal): void {
  const facts = program.command('facts').description('Facts that are parked, and facts that readers miss');
  addLeaf(
    facts,
    terminal,
    'parked',
    'List the facts that services could not apply, with the reasons',
    async () => {
      const { databaseUrl } = terminal.environment;
      const parked = await using(`Postgres at ${hostOf(databaseUrl)}`, () =>
        reading(databaseUrl, (sql) => readParked(sql, mostShown)),
      );
      const lines = parked.map(({ service, family, aggregateId, version, reason, parkedAt }) =>
        [parkedAt, service, family, aggregateId, version ?? 'unreadable', reason.split('\n')[0]].join('  '),
      );
      return {
        lines: [...lines, `${parked.length} facts are parked`],
        value: { parked },
        found: parked.length > 0,
      };
    },
  );
  addLeaf(
    facts,
    terminal,
    'replay <family> <id>',
    'Let the producer publish the facts of one conversation or agent again',
    async ([family = '', id = ''], { from, to }) => {
      const fromVersion = versionOf(from, 1);
      const toVersion = versionOf(to, fromVersion + mostAtOnce - 1);
      const producer = families.find(({ name }) => name === family)?.producer;
      if (producer === undefined)
        throw new CommandFailure(
          exitCodes.usage,
          `There is no family ${family}`,
          `Use one of ${families.map(({ name }) => name).join(', ')}.`,
        );
      const gaps = [{ aggregateId: id, fromVersion, toVersion }];
      const answer = await onNats(terminal, (nats) => nats.ask(republish[producer], { family, gaps }));
      if (isRefused(answer))
        throw new CommandFailure(
          exitCodes.refused,
          `${producer} has refused (${answer.refused})`,
          'Check the id.',
          answer.refused,
        );
      const { published } = answer;
      return {
        lines: [`${published} facts were published again; readers skip those that they have.`],
        value: { family, id, published },
      };
    },
  )
    .option('--from <version>', 'the first version', '1')
    .option('--to <version>', `the last version; at most ${mostAtOnce} are published at once`);
  addLeaf(
    facts,
    terminal,
    'rebuild <service>',
    'Delete the stream of a service, which creates it again and publishes the last seven days',
    async ([name = ''], { yes }) => {
      if (!(name in republish))
        throw new CommandFailure(
          exitCodes.usage,
          `There is no service ${name}`,
          `Use one of ${Object.keys(republish).join(', ')}.`,
        );
      const service = name as ServiceName;
      if (yes !== true)
        throw new CommandFailure(
          exitCodes.usage,
          `All readers of ${service} get the facts of seven days again`,
          'Add --yes to do it.',
        );
      const existed = await onNats(terminal, (nats) => nats.deleteStream(service));
      return {
        lines: [
          existed
            ? `The stream of ${service} was deleted; the service creates it again within seconds.`
            : `${service} has no stream; start the service, which creates it.`,
        ],
        value: { service, deleted: existed },
      };
    },
  ).option('--yes', 'do it: readers see repetitions');
}

function versionOf(given: string | boolean | undefined, otherwise: number): number {
  if (given === undefined) return otherwise;
  const version = Number(given);
  if (Number.isInteger(version) && version >= 1) return version;
  throw new CommandFailure(exitCodes.usage, `${String(given)} is not a version`, 'Versions are 1, 2, 3, ...');
}

function onNats<T>(terminal: Terminal, work: (nats: OperatorConnection) => Promise<T>): Promise<T> {
  const { natsUrl } = terminal.environment;
  return using(`NATS at ${hostOf(natsUrl)}`, async () => {
    const nats = await OperatorConnection.open(natsUrl);
    try {
      return await work(nats);
    } finally {
      await nats.close();
    }
  });
}
