import { startRun } from '../../libs/testing/src/run/servers-of-run';
import { startSharedSystem } from './shared-system';

/** Starts the servers of all tests and a whole system for the journeys. */
export default async function setup(): Promise<void> {
  await startRun();
  await startSharedSystem();
}
