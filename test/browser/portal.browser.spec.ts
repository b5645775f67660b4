import { integratorDurable, type WidgetSettings } from '@rejoin/contracts';
import type { AgentClient } from '@rejoin/client';
import { isFree } from '@rejoin/servers';
import { describeInBrowser, device, eventually, inABrowser, type OpenSystem } from '@rejoin/testing';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { demoOrigin, demoPortalUrl } from '../../tools/portal/addresses';
import { Portal } from '../../tools/portal/portal';
import { makeReader } from '../../tools/portal/reader';
import { inAWorldOfItsOwn } from '../journeys/world';
import { seedDemo } from '../run/seed-demo';
import { barriers } from './barriers';

describeInBrowser('the demo', () => {
  let port: number;
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-portal-'));
  // The demo shows every fact of its system.
  const world = inAWorldOfItsOwn(async () => {
    port = await twoFreePorts();
    return {
      environment: {
        'session-gateway': { REJOIN_DESK_FRAMED_BY: demoOrigin(port) },
      },
    };
  });
  const browser = inABrowser();
  const complaints: string[] = [];
  let portal: Portal;
  let openPortal: () => Promise<Portal>;
  let anna: AgentClient;
  let page: Page;
  let laptop: FrameLocator;
  let phone: FrameLocator;

  beforeAll(async () => {
    const { gateways, config, nats } = world().system;
    const keyFile = join(folder, 'key.pem');
    await seedDemo(world().system, { url: demoPortalUrl(port), keyFile });
    for (const { url } of gateways)
      await eventually(async () => {
        const headers = { Origin: demoOrigin(port) };
        expect(await fetch(`${url}/v1/widgets/demo-signed-in`, { headers })).toMatchObject({ ok: true });
      });
    const settings = {
      port,
      natsUrl: nats.urlOf('integrator'),
      reader: integratorDurable,
      gateways: gateways.map(({ url }) => url),
      config: config.url,
      keyFile,
      pages: 'dist/web',
    };
    openPortal = async () => {
      await makeReader(nats.urlOf('operator'), settings.reader);
      return Portal.open(settings, (why) => complaints.push(why.message));
    };
    portal = await openPortal();
    anna = world().desk(await world().cutter(0));
    await anna.signIn({ login: 'anna@demo', password: 'rejoin-demo' });
    page = await (await device(browser())).newPage();
    page.on('console', (line) => {
      // The browser reports a cut connection and a gateway that is not ready on the console. Both are part of
      // the test.
      const isCut = /WebSocket connection to|net::ERR_|status of 503/.test(line.text());
      if (['error', 'warning'].includes(line.type()) && !isCut) complaints.push(line.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(portal.url);
    laptop = page.frameLocator('iframe[title="Shop on the laptop"]');
    phone = page.frameLocator('iframe[title="Shop on the phone"]');
  });
  afterAll(async () => {
    await page.context().close();
    await portal.close();
    rmSync(folder, { recursive: true });
    expect(complaints).toEqual([]);
  });

  const press = (name: RegExp) =>
    page.getByRole('region', { name: 'Customer actions' }).getByRole('button', { name }).click();
  const step = (name: RegExp) =>
    page.getByRole('region', { name: 'Tour' }).getByRole('listitem').filter({ hasText: name }).waitFor();
  const event = (words: RegExp) =>
    page.getByRole('region', { name: 'Events' }).locator('summary').filter({ hasText: words }).first();
  const line = () => page.getByRole('region', { name: 'Connection' });
  const chat = () => [...anna.state.conversations.keys()].at(-1) ?? '';

  it('shows a shop, a desk and the events, and axe finds no barrier', async () => {
    await laptop.getByRole('heading', { name: /Order/ }).waitFor();
    await page.frameLocator('iframe[title="Agent desk"]').getByRole('textbox').first().waitFor();
    await event(/Anna set presence to available/).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('follows a chat from the first message to the link by its events', async () => {
    await laptop.getByRole('button', { name: /chat/i }).click();
    await laptop.getByRole('textbox', { name: 'Your name' }).fill('Mia');
    await laptop.getByRole('textbox', { name: 'Type a message' }).fill('Where is my bicycle?');
    await laptop.getByRole('textbox', { name: 'Type a message' }).press('Enter');
    await event(/Customer started a chat/).waitFor();
    await eventually(() => anna.conversation(chat())?.snapshot?.state === 'active');
    await anna.send(chat(), 'It arrives on Thursday.');
    await anna.sendQuickReply(chat(), 'demo-reconnect-link');
    await laptop.getByText('It arrives on Thursday.').waitFor();
    await event(/Anna sent a reconnect link/).waitFor();
    await step(/Send the link, done/);
    await event(/Anna sent a reconnect link/).click();
    await page.getByText('"type": "rejoin.v1.ReconnectLinkSent"').waitFor();
  });

  it('disconnects the customer: capacity is on hold, the time limit runs; reconnected, the chat resumes', async () => {
    await press(/^Disconnect/);
    await line().getByText('Anna’s capacity on hold').waitFor();
    await line()
      .getByText(/^\d:\d\d$/)
      .waitFor();
    await event(/Customer can reconnect until/)
      .getByText(/^\d:\d\d$/)
      .waitFor();
    await anna.send(chat(), 'Are you still there?');
    await press(/^Reconnect/);
    await event(/Customer reconnected in the same browser/).waitFor();
    await laptop.getByText('Are you still there?').waitFor();
    await line().getByText('Connected').waitFor();
    await step(/Reconnect, done/);
  });

  it('closes the browser, and opens it again with all its storage', async () => {
    await press(/Close the browser/);
    await page.getByText('The browser is closed.').waitFor();
    await press(/Reopen the browser/);
    await laptop.getByText('Are you still there?').waitFor();
  });

  it('opens the link on a device without any storage', async () => {
    await press(/another device/);
    await phone.getByRole('button', { name: 'Continue here' }).click();
    await phone.getByText('It arrives on Thursday.').waitFor();
    await step(/Another device, done/);
  });

  it('recovers without help after a restart of its server, with the devices and the chat', async () => {
    await portal.close();
    await page.getByText('Connecting', { exact: true }).waitFor();
    portal = await openPortal();
    await page.getByText('Live', { exact: true }).waitFor();
    await phone.getByText('It arrives on Thursday.').waitFor();
    await line().getByText('Connected').waitFor();
    await anna.send(chat(), 'Here you are again.');
    await phone.getByText('Here you are again.').waitFor();
  });

  it('waits until it is too late, and then restores the connection', async () => {
    await shortenTheTime(world().system, demoOrigin(port));
    await press(/time out/);
    await line().getByText('Time limit expired: Anna in wrap-up').waitFor();
    await event(/Reconnect time limit expired/).waitFor();
    await step(/Time out, done/);
    await anna.closeConversation(chat());
    await line().getByText('Time limit expired: capacity released').waitFor();
    await eventually(async () =>
      expect(await page.getByRole('button', { name: 'phone, disconnected' }).count()).toBe(0),
    );
  });

  it('asks a signed-in customer, on any device, whether to continue', async () => {
    await page.locator('.devices').getByRole('button', { name: 'laptop' }).click();
    await laptop.getByRole('button', { name: 'Minimize chat' }).click();
    await laptop.locator('summary').click();
    await laptop.getByRole('button', { name: 'Sign in as Mia Martin' }).click();
    await laptop.locator('summary').filter({ hasText: 'Mia Martin' }).waitFor();
    await laptop.getByRole('button', { name: /chat/i }).click();
    await laptop.getByRole('textbox', { name: 'Type a message' }).fill('Can you add a child seat?');
    await laptop.getByRole('textbox', { name: 'Type a message' }).press('Enter');
    await event(/Signed-in customer started a chat/).waitFor();
    await line().getByText('in the chat').waitFor();
    await eventually(() => expect(anna.conversation(chat())?.snapshot?.customer.name).toBe('Mia Martin'));
    await press(/Close the browser/);
    await line().getByText('Anna’s capacity on hold').waitFor();
    await press(/Open the shop on another device/);
    await phone.getByRole('button', { name: 'Continue previous conversation' }).click();
    await event(/Customer reconnected using the prompt, on another device/).waitFor();
    await phone.getByText('Can you add a child seat?').waitFor();
    await line().getByText('Connected').waitFor();
  });
});

/** Two of them in a row, as the demo takes them. */
async function twoFreePorts(): Promise<number> {
  for (;;) {
    const port = randomInt(12_000, 32_000);
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
}

/** The demo's time limit is long enough for people. */
async function shortenTheTime({ config, gateways }: OpenSystem, Origin: string): Promise<void> {
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${config.url}${path}`, init);
    return { etag: answer.headers.get('etag') ?? '', body: await answer.json() };
  };
  const json = { 'Content-Type': 'application/json' };
  const credentials = JSON.stringify({ login: 'admin@demo', password: 'rejoin-demo' });
  const { body: session } = await ask('/v1/sign-in', { method: 'POST', headers: json, body: credentials });
  const headers = { ...json, Authorization: `Bearer ${(session as { token: string }).token}` };
  const { etag, body } = await ask('/v1/widgets/demo', { headers });
  const { widgetId: _, ...settings } = body as WidgetSettings & { widgetId: string };
  const shorter = { ...settings, reconnect: { ...settings.reconnect, timeLimitSeconds: 3 } };
  await ask('/v1/widgets/demo', {
    method: 'PUT',
    headers: { ...headers, 'If-Match': etag },
    body: JSON.stringify(shorter),
  });
  await eventually(async () => {
    const answer = await fetch(`${gateways[0]?.url}/v1/widgets/demo`, { headers: { Origin } });
    expect(await answer.json()).toMatchObject({ reconnect: { timeLimitSeconds: 3 } });
  });
}
