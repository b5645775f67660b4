import { parseArgs } from 'node:util';
import { auditLive, linesOf } from '../prove/audit/audit-live';
import { createAuditor } from '../prove/audit/create-role';

const usage = `npm run audit -- --database <url> [--state <file>]
npm run audit -- --database <url of the role that installed the system> --create-role <name>

  --database <url>      the Postgres of a system, in use or not; DATABASE_URL when it is left out
  --state <file>        check only what has changed since the last audit that found nothing; the file stores how far it came
  --create-role <name>  create a role that may read everything and change nothing, and print the URL to audit with

Exits with 1 when a promise does not hold.`;

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      database: { type: 'string' },
      state: { type: 'string' },
      'create-role': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const database = values.database ?? process.env['DATABASE_URL'];
  if (values.help === true || database === undefined) {
    say(usage);
    return values.help === true;
  }
  if (values['create-role'] !== undefined) {
    say(await createAuditor(database, values['create-role']));
    return true;
  }
  const audit = await auditLive(database, values.state);
  for (const line of linesOf(audit)) say(line);
  return [...audit.findings.values()].every((found) => found.length === 0);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().then(
  (holds) => process.exit(holds ? 0 : 1),
  (error: unknown) => {
    say(`The audit failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(2);
  },
);
