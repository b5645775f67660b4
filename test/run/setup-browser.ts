import { lookForOtherBrowsers } from './other-browsers';
import setup from './setup';
import { startSharedBrowser } from './shared-browser';

/**
 * Starts what journeys need, and finds the browsers. The tests of a missing browser are skipped and the run
 * reports it.
 */
export default async function setupBrowser(): Promise<void> {
  // This runs first, because nothing must be stopped yet when a required browser is missing.
  await lookForOtherBrowsers();
  await startSharedBrowser();
  await setup();
}
