import '@rejoin/service/source-maps';
import { provisionFor } from './provision';
import { provisionFailure } from './provision-failure';
import { withSecretsFolder } from './fill-from-secrets';

/** Runs once before the services of docker-compose.yml start, and as `npm run provision` for servers of your own. */
provisionFor(withSecretsFolder(process.env)).then(
  (files) => {
    process.stdout.write(
      `Postgres has the roles of the services. NATS has its rights in ${files.join(', ')}.\n`,
    );
  },
  (error: unknown) => {
    process.stderr.write(`${provisionFailure(error, process.env['ADMIN_URL'])}\n`);
    process.exit(1);
  },
);
