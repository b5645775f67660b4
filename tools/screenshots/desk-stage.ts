import type { AgentFrame, AgentRequest, Snapshot } from '@rejoin/contracts';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BrowserContext, Page, WebSocketRoute } from 'playwright-core';
import { deskScene, welcomeTo, type Scene } from './desk-scene';

// A secure context, as the desk has it in the field.
const origin = 'http://desk.localhost';
const nonce = 'stage';
const policy = [
  "default-src 'none'",
  `script-src 'self' 'nonce-${nonce}'`,
  `style-src 'self' 'nonce-${nonce}'`,
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self' ws://desk.localhost",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** The built desk in front of a server that plays a scene: every state at once, nobody to wait for. */
export class DeskStage {
  private socket: WebSocketRoute | undefined;

  private constructor(
    readonly page: Page,
    private readonly scene: Scene,
  ) {}

  /** Opens the desk of a device at its sign-in. `root`: the project's folder, with dist/web built. */
  static async open(context: BrowserContext, root: string, scene = deskScene()): Promise<DeskStage> {
    const folder = join(root, 'dist/web/desk');
    await context.route(`${origin}/**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname === '/v1/sign-in') return route.fulfill({ json: scene.signIn });
      if (pathname === '/desk/') {
        const html = await readFile(join(folder, 'index.html'), 'utf8');
        const body = html.replaceAll('__NONCE__', nonce);
        return route.fulfill({
          headers: { 'content-security-policy': policy },
          contentType: 'text/html',
          body,
        });
      }
      return route.fulfill({ path: join(folder, 'assets', basename(pathname)) });
    });
    const page = await context.newPage();
    const stage = new DeskStage(page, scene);
    await page.routeWebSocket(/\/v1\/desk$/, (socket) => {
      stage.socket = socket;
      socket.onMessage((text) => stage.heard(JSON.parse(String(text)) as AgentRequest));
    });
    await page.goto(`${origin}/desk/`);
    return stage;
  }

  /** Signs in, and waits for the list. */
  async signIn(): Promise<void> {
    await this.page.locator('input[name=login]').fill('anna@demo');
    await this.page.locator('input[name=password]').fill('rejoin-demo');
    await this.page.locator('button[type=submit]').click();
    await this.page.getByRole('meter').waitFor();
  }

  async show(conversationId: string): Promise<void> {
    await this.page.goto(`${origin}/desk/#/chats/${conversationId}`);
    await this.page.getByRole('log').waitFor();
  }

  /** Says something as the server. */
  tell(frame: AgentFrame): void {
    this.socket?.send(JSON.stringify(frame));
  }

  /** Breaks the line; the desk finds nobody when it tries again. */
  async cut(): Promise<void> {
    await this.page.routeWebSocket(/\/v1\/desk$/, (socket) => socket.close());
    await this.socket?.close({ code: 1012 });
  }

  private heard(request: AgentRequest): void {
    if (request.type === 'sign-in') {
      this.tell(welcomeTo(request.requestId));
      for (const { snapshot, entries } of this.scene.conversations) {
        const { conversationId } = snapshot;
        this.tell({ type: 'entries', conversationId, entries: [...entries], more: false });
        this.tell({ type: 'conversation', conversation: fresh(snapshot) });
      }
      this.tell(this.scene.status);
      return;
    }
    // What is sent stays on its way, so that it can be seen.
    if (request.type === 'send') return;
    if (request.type === 'status') this.tell(this.scene.status);
    this.tell({ type: 'ack', requestId: request.requestId, conversationId: null, seq: null, at: null });
  }
}

function fresh(snapshot: Snapshot): Snapshot {
  return { ...snapshot, serverNow: new Date().toISOString() };
}
