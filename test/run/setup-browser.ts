import { findChromium } from '@rejoin/servers';
import { tellChromium } from '../../libs/testing/src/run/run-environment';
import setup from './setup';

/** As for journeys, and Chromium. Without one the tests in a browser are skipped, and that is said. */
export default async function setupBrowser(): Promise<void> {
  await setup();
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const chromium = await findChromium(say);
  if ('missing' in chromium) say(`\nThe tests in a browser are NOT run: ${chromium.missing}\n`);
  tellChromium('path' in chromium ? chromium.path : '');
}
