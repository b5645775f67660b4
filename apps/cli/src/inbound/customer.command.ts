import { gatewayRoutes, type Access, type CustomerRef } from '@rejoin/contracts';
import type { Command } from 'commander';
import { CommandFailure, exitCodes, hostOf, using } from '../failure';
import { HttpApi } from '../outbound/http-api';
import { reading } from '../store/reading';
import { eraseCustomer } from '../use-cases/erase-customer';
import { exportCustomer } from '../use-cases/export-customer';
import { addLeaf } from './leaf';
import type { Terminal } from './terminal';

type Options = Readonly<Record<string, string | boolean | undefined>>;

export function addCustomer(program: Command, terminal: Terminal): void {
  const customer = program.command('customer').description('What is stored about one customer');
  withIdentity(
    addLeaf(
      customer,
      terminal,
      'export [conversation]',
      'Print all that is stored about the customer of a conversation, as JSON; the access is recorded',
      async ([id], options) => {
        const of = customerOf(id, options);
        const { databaseUrl } = terminal.environment;
        const conversations = await asAdministrator(terminal, (api) =>
          using(`Postgres at ${hostOf(databaseUrl)}`, () =>
            reading(databaseUrl, (sql) => exportCustomer(api, sql, of)),
          ),
        );
        if (conversations.length === 0) throw unknown();
        return { lines: JSON.stringify(conversations, undefined, 2).split('\n'), value: { conversations } };
      },
    ),
  );
  withIdentity(
    addLeaf(
      customer,
      terminal,
      'erase [conversation]',
      'Erase texts, names, contexts and the identity of the customer; needs --yes, and cannot be undone',
      async ([id], options) => {
        const of = customerOf(id, options);
        if (options['yes'] !== true)
          throw new CommandFailure(
            exitCodes.usage,
            'The erasure cannot be undone',
            'Add --yes when you are sure.',
          );
        const erased = await asAdministrator(terminal, (api) =>
          eraseCustomer(api, of, options['end'] === true),
        );
        const lines = erased.map(
          ({ conversationId, entries, links, claims }) =>
            `${conversationId}: ${entries} texts erased, ${links} links revoked, ${claims} secrets deleted`,
        );
        return { lines: lines.length > 0 ? lines : ['There was nothing left to erase.'], value: { erased } };
      },
    )
      .option('--yes', 'erase')
      .option('--end', 'end conversations that are not closed first'),
  );
  addLeaf(
    customer,
    terminal,
    'accesses',
    'List who read, searched, exported and erased data of customers, the latest first',
    async (_, options) => {
      const query: Record<string, string> = {};
      for (const [name, option] of filters) {
        const value = options[option];
        if (typeof value === 'string') query[name] = value;
      }
      const items = await asAdministrator(terminal, (api) =>
        api.all(gatewayRoutes.accessLog, 'items', { query }),
      );
      return { lines: items.map(accessLine), value: { items } };
    },
  )
    .option('--what <what>', 'transcript, search, export, erasure, block or unblock')
    .option('--conversation <id>', 'of this conversation')
    .option('--account <id>', 'by this account');
}

const filters = [
  ['what', 'what'],
  ['conversationId', 'conversation'],
  ['accountId', 'account'],
] as const;

function withIdentity(leaf: Command): Command {
  return leaf
    .option('--issuer <iss>', 'instead of a conversation: the claim iss of a signed-in customer')
    .option('--subject <sub>', 'the claim sub of the customer');
}

function customerOf(conversationId: string | undefined, { issuer, subject }: Options): CustomerRef {
  const isIdentity = typeof issuer === 'string' && typeof subject === 'string';
  if (conversationId !== undefined && issuer === undefined && subject === undefined)
    return { conversationId };
  if (conversationId === undefined && isIdentity) return { issuer, subject };
  throw new CommandFailure(
    exitCodes.usage,
    'The customer is not named clearly',
    'Name either a conversation, or --issuer and --subject.',
  );
}

function asAdministrator<T>(terminal: Terminal, work: (api: HttpApi) => Promise<T>): Promise<T> {
  const { gatewayUrl, administrator } = terminal.environment;
  return HttpApi.asAdministrator(gatewayUrl, administrator, work);
}

function unknown(): CommandFailure {
  return new CommandFailure(
    exitCodes.refused,
    'Nothing is stored about this customer',
    'Check the conversation, or the issuer and the subject.',
    'not-found',
  );
}

function accessLine({ at, what, accountId, conversationId, details }: Access): string {
  const numbers = Object.entries(details).map(([name, value]) => `${name}=${value}`);
  return [at, what.padEnd(10), accountId, conversationId ?? '-', ...numbers].join('  ');
}
