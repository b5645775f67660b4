import { findChromium, findHeadlessShell } from '@rejoin/servers';
import { serveBrowser } from '@rejoin/testing';
import { tellBrowser } from '../../libs/testing/src/run/run-environment';
import { whatIsMissing } from './other-browsers';

const shared = globalThis as { rejoinTestBrowser?: { close(): Promise<void> } };

/** One Chromium for all files: starting one takes longer than most of its tests. */
export async function startSharedBrowser(): Promise<void> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const chromium = await findChromium(say);
  if ('missing' in chromium) {
    whatIsMissing(chromium.missing);
    return;
  }
  const browser = await serveBrowser((await findHeadlessShell(say)) ?? chromium.path);
  shared.rejoinTestBrowser = browser;
  tellBrowser(browser.wsEndpoint(), chromium.path);
}

export async function stopSharedBrowser(): Promise<void> {
  await shared.rejoinTestBrowser?.close();
  delete shared.rejoinTestBrowser;
}
