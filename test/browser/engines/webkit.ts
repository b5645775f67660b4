import { endChild, freePort, spawnDependent, type OtherBrowsers } from '@rejoin/servers';
import { eventually } from '@rejoin/testing';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { OtherBrowser, Tab } from './tab';

/** No command takes longer, also on a busy machine. */
const mostMs = 25_000;

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
  const env = {
    ...process.env,
    HOME: home,
    DISPLAY: `:${number.toString().trim()}`,
    GDK_BACKEND: 'x11',
    NO_AT_BRIDGE: '1',
    LANG: 'C.UTF-8',
  };
  let running = await startDriver(driver, env);
  const open = async (): Promise<Tab> => {
    const options = { 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } };
    const { sessionId } = await running.ask<{ sessionId: string }>('POST', '/session', {
      capabilities: { alwaysMatch: options },
    });
    const { ask } = running;
    const path = `/session/${sessionId}`;
    await ask('POST', `${path}/window/rect`, { x: 0, y: 0, width: 1280, height: 900 });
    return tabOf((method, what, body) => ask(method, path + what, body));
  };
  return {
    open: async () => {
      try {
        return await open();
      } catch {
        // On a busy machine, the browser sometimes starts and never reports to its driver.
        await running.stop();
        running = await startDriver(driver, env);
        return open();
      }
    },
    close: async () => {
      await running.stop();
      await end(screen);
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Driver {
  readonly ask: <Value>(method: string, path: string, body?: object) => Promise<Value>;
  stop(): Promise<void>;
}

async function startDriver(program: string, env: NodeJS.ProcessEnv): Promise<Driver> {
  const port = await freePort();
  const args = [`--port=${port}`, '--host=127.0.0.1'];
  const child = spawnDependent(program, args, { deathSignal: 'SIGTERM', stdio: 'ignore', env });
  const ask = async <Value>(method: string, path: string, body?: object): Promise<Value> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      signal: AbortSignal.timeout(mostMs),
      ...(body && { body: JSON.stringify(body) }),
    });
    const { value } = (await response.json()) as { value: Value };
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(value)}`);
    return value;
  };
  await eventually(() => ask('GET', '/status'));
  return { ask, stop: () => end(child) };
}

function end(child: ChildProcess): Promise<void> {
  return endChild(child, [
    ['SIGTERM', 5_000],
    ['SIGKILL', 5_000],
  ]);
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
