import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { demoOrigin, demoPortalUrl, deviceNames, devicePort, type DeviceName } from './addresses';
import { Devices } from './devices';
import { EventStream } from './event-stream';
import { FactFeed } from './fact-feed';
import { Pages } from './pages';
import type { PortalSettings } from './settings';
import { customers, tokenOf } from './sign-customers-in';

const ConnectionOrder = z.object({ device: z.enum(deviceNames), state: z.enum(['whole', 'cut']) });
const SignIn = z.object({ customer: z.enum(Object.keys(customers)) });
const bodyLimit = 10_000;

/** The demo's server: its two pages, the proxies that interrupt connections, and the feed of facts. */
export class Portal {
  private readonly servers: readonly Server[];
  private readonly pages: Pages;
  private readonly events: EventStream;

  private constructor(
    private readonly settings: PortalSettings,
    private readonly devices: Devices,
    private readonly facts: FactFeed,
  ) {
    this.pages = new Pages(settings, devices);
    this.events = new EventStream(settings, devices, facts);
    this.servers = deviceNames.map((device) =>
      createServer((request, response) => {
        this.handle(request, response, device).catch(() => {
          if (!response.headersSent) response.writeHead(400);
          response.end();
        });
      }),
    );
  }

  /** Listens on 127.0.0.1, on its port and the next one. `onGone` is called when facts can no longer be read. */
  static async open(settings: PortalSettings, onGone: (why: Error) => void): Promise<Portal> {
    const facts = await FactFeed.open(settings.natsUrl, settings.reader, onGone);
    const portal = new Portal(settings, await Devices.before(settings.gateways), facts);
    await Promise.all(portal.servers.map((server, at) => listen(server, settings.port + at)));
    return portal;
  }

  get url(): string {
    return demoOrigin(this.settings.port);
  }

  async close(): Promise<void> {
    this.events.close();
    const closed = this.servers.map(async (server) => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    await Promise.all([...closed, this.devices.close(), this.facts.close()]);
  }

  private async handle(
    request: IncomingMessage,
    response: ServerResponse,
    device: DeviceName,
  ): Promise<void> {
    const host = request.headers.host ?? '';
    const port = devicePort(device, this.settings.port);
    // Any other host name could be an attack by DNS rebinding.
    if (!names.some((name) => host === `${name}:${port}`)) return void response.writeHead(421).end();
    const { pathname } = new URL(request.url ?? '/', `http://${host}`);
    if (request.method === 'POST') return this.post(request, response, pathname, `http://${host}`);
    if (request.method !== 'GET') return void response.writeHead(405).end();
    this.get(response, pathname, device, host);
  }

  private get(response: ServerResponse, path: string, device: DeviceName, host: string): void {
    if (path === '/health/ready') response.writeHead(200).end('ready\n');
    else if (path === '/portal') this.pages.shop(response, device);
    else if (path.startsWith('/assets/')) this.pages.asset(response, path);
    // Only under this host name are its frames of the same site.
    else if (`http://${host}` !== this.url) response.writeHead(302, { Location: `${this.url}/` }).end();
    else if (path === '/') this.pages.demo(response);
    else if (path === '/events') this.events.begin(response);
    else response.writeHead(404).end();
  }

  private async post(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    origin: string,
  ): Promise<void> {
    if (request.headers.origin !== origin) return void response.writeHead(403).end();
    const body = await readJson(request);
    if (path === '/connections') {
      const { device, state } = ConnectionOrder.parse(body);
      this.devices.set(device, state);
      response.writeHead(204).end();
    } else if (path === '/sign-in') {
      const { customer } = SignIn.parse(body);
      const issuer = new URL(demoPortalUrl(this.settings.port)).origin;
      const token = await tokenOf(customer, issuer, this.settings.keyFile);
      response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
      response.end(JSON.stringify({ token }));
    } else response.writeHead(404).end();
  }
}

const names = ['127.0.0.1', 'localhost'];

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const bytes of request.setEncoding('utf8')) {
    text += String(bytes);
    if (text.length > bodyLimit) throw new Error('too much');
  }
  return JSON.parse(text);
}
