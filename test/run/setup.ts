import { startRun } from '../../libs/testing/src/run/servers-of-run';
import { startSharedSystem } from './shared-system';

/** For journeys: the servers that all tests have, and a whole system. */
export default async function setup(): Promise<void> {
  await startRun();
  await startSharedSystem();
}
