import type { Command } from 'commander';
import { hostOf, using } from '../failure';
import { createAuditor } from '../store/audit/create-role';
import { auditLive, linesOf } from '../use-cases/audit-live';
import { addLeaf } from './leaf';
import type { Terminal } from './terminal';

export function addAudit(program: Command, terminal: Terminal): void {
  addLeaf(
    program,
    terminal,
    'audit',
    'Compare what the services have stored with their promises; exits with 1 if one does not hold',
    async (_, { createRole, state }) => {
      const { databaseUrl } = terminal.environment;
      const server = `Postgres at ${hostOf(databaseUrl)}`;
      if (typeof createRole === 'string') {
        const url = await using(server, () => createAuditor(databaseUrl, createRole));
        return { lines: [url], value: { databaseUrl: url } };
      }
      const file = typeof state === 'string' ? state : undefined;
      const audit = await using(server, () => auditLive(databaseUrl, file));
      const { facts, seconds } = audit;
      const findings = Object.fromEntries(audit.findings);
      return {
        lines: linesOf(audit),
        value: { findings, facts, seconds },
        found: Object.values(findings).some((found) => found.length > 0),
      };
    },
  )
    .option('--state <file>', 'check only what has changed since the last audit that found nothing')
    .option(
      '--create-role <name>',
      'create a role that may read everything and change nothing, and print its URL',
    );
}
