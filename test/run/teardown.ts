import { endRun } from '../../libs/testing/src/run/servers-of-run';
import { stopSharedBrowser } from './shared-browser';
import { stopSharedSystem } from './shared-system';

export default async function teardown(): Promise<void> {
  await stopSharedBrowser();
  await stopSharedSystem();
  await endRun();
}
