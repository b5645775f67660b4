import '@rejoin/service/source-maps';
import type { ServiceName } from '@rejoin/contracts';
import { readDatabaseUrl } from '@rejoin/service';
import { runMigrationCommand, schemas } from './run-migration-command';

const usage = `npm run migrations -- <service> run | revert | show

  run     apply the missing migrations, as the service does when it starts
  revert  undo the migration that was applied last, with the data that only it has room for
  show    list the migrations, and which of them are applied

  <service>     ${Object.keys(schemas).join(', ')}
  DATABASE_URL  the Postgres of this service (and DATABASE_PASSWORD)`;

async function main([service, command, ...rest]: readonly string[]): Promise<void> {
  if (!isService(service) || !isCommand(command) || rest.length > 0) throw new Error(usage);
  for (const line of await runMigrationCommand(service, command, readDatabaseUrl()))
    process.stdout.write(`${line}\n`);
}

const isService = (text: string | undefined): text is ServiceName => text !== undefined && text in schemas;
const isCommand = (text: string | undefined): text is 'run' | 'revert' | 'show' =>
  text === 'run' || text === 'revert' || text === 'show';

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
