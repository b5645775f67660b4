import { lookForOtherBrowsers } from './other-browsers';
import setup from './setup';
import { startSharedBrowser } from './shared-browser';

/** As for journeys, and the browsers. Without one its tests are skipped, and that is said. */
export default async function setupBrowser(): Promise<void> {
  // First, while nothing has to be stopped when one is missing that may not be.
  await lookForOtherBrowsers();
  await startSharedBrowser();
  await setup();
}
