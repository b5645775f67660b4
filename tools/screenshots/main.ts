import { findChromium } from '@rejoin/servers';
import { openBrowser } from '@rejoin/testing';
import { Camera } from './camera';
import { admin } from './shots/admin';
import { desk } from './shots/desk';
import { portal } from './shots/portal';
import { supervisor } from './shots/supervisor';
import { widget } from './shots/widget';

/** One file per family of pages; see shots/. */
const families = [admin, desk, portal, supervisor, widget];

const say = (line: string): void => void process.stdout.write(`${line}\n`);

// `npm run screenshots [-- family ...]` takes the screenshots of docs/images/ again; with `--everything` it
// takes every state in every look, into dist/screenshots/.
async function main(): Promise<void> {
  const given = process.argv.slice(2);
  const asked = given.filter((word) => word !== '--everything');
  const everything = asked.length < given.length;
  const unknown = asked.filter((name) => !families.some((family) => family.name === name));
  if (unknown.length > 0) throw new Error(`no pictures of ${unknown.join(', ')}`);
  const chromium = await findChromium(say);
  if ('missing' in chromium) throw new Error(chromium.missing);
  const browser = await openBrowser(chromium.path);
  try {
    const camera = new Camera(browser, process.cwd(), everything, say);
    for (const family of families) {
      if (asked.length === 0 || asked.includes(family.name)) await family.take(camera);
    }
    say(`${camera.taken} pictures, ${Math.ceil(camera.bytes / 1024)} KiB`);
  } finally {
    await browser.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
