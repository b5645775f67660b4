import type { AgentClient, ChatClient } from '@rejoin/client';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The clients of the previous release. The parts that the tests use have the same form today. */
export interface ClientsBefore {
  readonly ChatClient: typeof ChatClient;
  readonly AgentClient: typeof AgentClient;
}

/** The folder in which the previous release was built; see run.sh. */
export function builtBefore(): string {
  const built = process.env['REJOIN_RELEASE_BEFORE'];
  if (built === undefined) throw new Error('REJOIN_RELEASE_BEFORE is not set: npm run test:upgrade');
  return built;
}

export function clientsBefore(): ClientsBefore {
  const main = join(builtBefore(), 'libs/client/src/index.js');
  return createRequire(main)(main) as ClientsBefore;
}
