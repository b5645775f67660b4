import { startRun } from './servers-of-run';

export default async function setup(): Promise<void> {
  await startRun();
}
