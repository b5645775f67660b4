import { endChild, freePort, spawnDependent, type OtherBrowsers } from '@rejoin/servers';
import { eventually } from '@rejoin/testing';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { OtherBrowser, Tab } from './tab';

/** WebKit's MiniBrowser on a virtual display, controlled by WebDriver. It has no headless mode. */
export async function openWebKit({
  driver,
  browser,
  display,
}: OtherBrowsers['webKit']): Promise<OtherBrowser> {
  const home = mkdtempSync(join(tmpdir(), 'rejoin-webkit-'));
  // The browser prefers reduced motion.
  mkdirSync(join(home, '.config', 'gtk-3.0'), { recursive: true });
  writeFileSync(join(home, '.config', 'gtk-3.0', 'settings.ini'), '[Settings]\ngtk-enable-animations=0\n');
  const screen = spawnDependent(
    display,
    ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'],
    {
      deathSignal: 'SIGTERM',
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const [number] = (await once(screen.stdio[3] as Readable, 'data')) as [Buffer];
  const port = await freePort();
  const driving = spawnDependent(driver, [`--port=${port}`, '--host=127.0.0.1'], {
    deathSignal: 'SIGTERM',
    stdio: 'ignore',
    env: {
      ...process.env,
      HOME: home,
      DISPLAY: `:${number.toString().trim()}`,
      GDK_BACKEND: 'x11',
      NO_AT_BRIDGE: '1',
      LANG: 'C.UTF-8',
    },
  });
  const ask = async <Value>(method: string, path: string, body?: object): Promise<Value> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    const { value } = (await response.json()) as { value: Value };
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(value)}`);
    return value;
  };
  await eventually(() => ask('GET', '/status'));
  const options = { 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } };
  return {
    open: async () => {
      const session = await ask<{ sessionId: string }>('POST', '/session', {
        capabilities: { alwaysMatch: options },
      });
      const path = `/session/${session.sessionId}`;
      await ask('POST', `${path}/window/rect`, { x: 0, y: 0, width: 1280, height: 900 });
      return tabOf((method, what, body) => ask(method, path + what, body));
    },
    close: async () => {
      for (const child of [driving, screen]) {
        await endChild(child, [
          ['SIGTERM', 5_000],
          ['SIGKILL', 5_000],
        ]);
      }
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A session is a browser with a storage of its own. */
function tabOf(ask: <Value>(method: string, what: string, body?: object) => Promise<Value>): Tab {
  return {
    goto: (url) => ask('POST', '/url', { url }),
    evaluate: async <Value>(expression: string) => {
      const script = `return JSON.stringify(${expression}) ?? 'null'`;
      return JSON.parse(await ask<string>('POST', '/execute/sync', { script, args: [] })) as Value;
    },
    act: (actions) => ask('POST', '/actions', { actions }),
    close: () => ask('DELETE', ''),
  };
}
