import { provisionFor } from './provision';

/** Runs once before the services of docker-compose.yml start. */
provisionFor(process.env).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
