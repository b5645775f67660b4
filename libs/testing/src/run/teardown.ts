import { endRun } from './servers-of-run';

export default async function teardown(): Promise<void> {
  await endRun();
}
