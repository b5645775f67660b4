import { gatewayRoutes } from '@rejoin/contracts';
import type { Command } from 'commander';
import { timelineLine, withTexts } from '../domain/timeline';
import { CommandFailure, exitCodes, hostOf, using } from '../failure';
import { HttpApi } from '../outbound/http-api';
import { reading } from '../store/reading';
import { readTimeline } from '../store/timeline.store';
import { addLeaf } from './leaf';
import type { Terminal } from './terminal';

export function addConversation(program: Command, terminal: Terminal): void {
  const conversation = program.command('conversation').description('What happened in one conversation');
  addLeaf(
    conversation,
    terminal,
    'timeline <id>',
    'Show the facts of all services about a conversation, in order, without texts of people',
    async ([id = ''], { texts }) => {
      const { databaseUrl } = terminal.environment;
      const facts = await using(`Postgres at ${hostOf(databaseUrl)}`, () =>
        reading(databaseUrl, (sql) => readTimeline(sql, id)),
      );
      if (facts.length === 0)
        throw new CommandFailure(
          exitCodes.refused,
          `No service knows a conversation ${id}`,
          'Check the id.',
          'not-found',
        );
      const shown = texts === true ? withTexts(facts, await readTexts(terminal, id)) : facts;
      return { lines: shown.map(timelineLine), value: { facts: shown } };
    },
  ).option('--texts', 'include the texts of messages and notes; the gateway records that you have read them');
}

function readTexts(terminal: Terminal, id: string) {
  const { gatewayUrl, administrator } = terminal.environment;
  return HttpApi.asAdministrator(gatewayUrl, administrator, (api) =>
    api.all(gatewayRoutes.entries, 'entries', { of: [id] }),
  );
}
