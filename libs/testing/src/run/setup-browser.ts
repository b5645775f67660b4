import { findChromium } from '../../../servers/src';
import { tellChromium } from './run-environment';
import { startRun } from './servers-of-run';

/** Servers as for the other tests, and Chromium. Without one the tests in a browser are skipped, and that is said. */
export default async function setup(): Promise<void> {
  await startRun();
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const chromium = await findChromium(say);
  if ('missing' in chromium) say(`\nThe tests in a browser are NOT run: ${chromium.missing}\n`);
  tellChromium('path' in chromium ? chromium.path : '');
}
