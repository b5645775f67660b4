import setup from './setup';
import { startSharedBrowser } from './shared-browser';

/** As for journeys, and Chromium. Without one the tests in a browser are skipped, and that is said. */
export default async function setupBrowser(): Promise<void> {
  await setup();
  await startSharedBrowser();
}
