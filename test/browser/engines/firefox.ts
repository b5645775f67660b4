import { endChild, spawnDependent } from '@rejoin/servers';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket, type RawData } from 'ws';
import type { OtherBrowser, Tab } from './tab';

/** Nothing is downloaded from Mozilla. The browser prefers German and reduced motion. */
const preferences = {
  'intl.accept_languages': 'de-DE, en',
  'app.normandy.enabled': false,
  'app.update.auto': false,
  'browser.newtabpage.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'ui.prefersReducedMotion': 1,
};

/** No command takes longer, also on a busy machine. */
const mostMs = 30_000;

/** Firefox, headless, with an empty profile, controlled by WebDriver BiDi. */
export async function openFirefox(path: string): Promise<OtherBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'rejoin-firefox-'));
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'];
  const child = spawnDependent(path, args, {
    deathSignal: 'SIGKILL',
    env: { ...process.env, HOME: profile },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, found] = /WebDriver BiDi listening on (ws:\S+)/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`Firefox did not start: ${said}`)));
  });
  const remote = await Remote.connect(`${address}/session`);
  await remote.ask('session.new', { capabilities: {} });
  return {
    open: () => openTab(remote),
    close: async () => {
      remote.close();
      await endChild(child, [
        ['SIGTERM', 5_000],
        ['SIGKILL', 5_000],
      ]);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function openTab(remote: Remote): Promise<Tab> {
  // It has a storage of its own, as another device has.
  const { userContext } = await remote.ask<{ userContext: string }>('browser.createUserContext');
  const { context } = await remote.ask<{ context: string }>('browsingContext.create', {
    ...{ type: 'tab', userContext },
  });
  await remote.ask('browsingContext.setViewport', { context, viewport: { width: 1280, height: 800 } });
  return {
    goto: async (url) => {
      await remote.ask('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    evaluate: async <Value>(expression: string) => {
      const evaluated = await remote.ask<Evaluated>('script.evaluate', {
        ...{
          expression: `JSON.stringify(${expression}) ?? 'null'`,
          target: { context },
          awaitPromise: false,
        },
      });
      if (evaluated.result) return JSON.parse(evaluated.result.value) as Value;
      throw new Error(`${expression}: ${evaluated.exceptionDetails?.text}`);
    },
    act: async (actions) => {
      await remote.ask('input.performActions', { context, actions });
    },
    print: async () => {
      const { data } = await remote.ask<{ data: string }>('browsingContext.print', {
        context,
        background: true,
      });
      return Buffer.from(data, 'base64');
    },
    close: async () => {
      await remote.ask('browser.removeUserContext', { userContext });
    },
  };
}

interface Evaluated {
  readonly result?: { readonly value: string };
  readonly exceptionDetails?: { readonly text: string };
}

/** Sends commands and receives their answers over one WebSocket. */
class Remote {
  private last = 0;
  private readonly waiting = new Map<number, (answer: Answer) => void>();

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: RawData) => {
      const answer = JSON.parse((data as Buffer).toString()) as Answer;
      this.waiting.get(answer.id)?.(answer);
      this.waiting.delete(answer.id);
    });
  }

  static async connect(url: string): Promise<Remote> {
    const socket = new WebSocket(url);
    await once(socket, 'open');
    return new Remote(socket);
  }

  async ask<Result>(method: string, params: object = {}): Promise<Result> {
    const id = ++this.last;
    const answer = await new Promise<Answer>((resolve, reject) => {
      this.waiting.set(id, resolve);
      this.socket.send(JSON.stringify({ id, method, params }));
      setTimeout(reject, mostMs, new Error(`${method} is not answered`)).unref();
    });
    if (answer.type === 'error') throw new Error(`${method}: ${answer.message}`);
    return answer.result as Result;
  }

  close(): void {
    this.socket.close();
  }
}

interface Answer {
  readonly id: number;
  readonly type: 'success' | 'error';
  readonly result?: unknown;
  readonly message?: string;
}
