import { endRun } from '../../libs/testing/src/run/servers-of-run';
import { stopSharedSystem } from './shared-system';

export default async function teardown(): Promise<void> {
  await stopSharedSystem();
  await endRun();
}
