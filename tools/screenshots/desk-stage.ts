import type { AgentFrame, AgentRequest, RefusalName, Snapshot } from '@rejoin/contracts';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BrowserContext, Page, WebSocketRoute } from 'playwright-core';
import { answerDesk } from './desk-answers';
import { deskScene, welcomeTo, type Scene } from './desk-scene';

// A secure context, as in production.
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

/** The built desk in front of a server that plays a scene: every state at once, without a customer. */
export class DeskStage {
  private socket: WebSocketRoute | undefined;
  private answersSignIn = { status: 200, json: {} };
  private isSilent = false;
  private lastSent = '';
  private status: Scene['status'];
  /** The requests of the desk since it signed in. */
  readonly heardRequests: AgentRequest[] = [];

  private constructor(
    readonly page: Page,
    private readonly scene: Scene,
  ) {
    this.status = scene.status;
  }

  /** Opens the desk of a device at its sign-in. `root` is the project's folder, with dist/web built. */
  static async open(context: BrowserContext, root: string, scene = deskScene()): Promise<DeskStage> {
    const folder = join(root, 'dist/web/desk');
    const page = await context.newPage();
    const stage = new DeskStage(page, scene);
    stage.answersSignIn.json = scene.signIn;
    await page.route(`${origin}/**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname === '/v1/sign-in') return route.fulfill(stage.answersSignIn);
      const answer = answerDesk(pathname, route.request().postData());
      if (answer) return route.fulfill(answer);
      if (pathname === '/desk/') {
        const html = await readFile(join(folder, 'index.html'), 'utf8');
        const body = html.replaceAll('__NONCE__', nonce);
        return route.fulfill({
          headers: { 'content-security-policy': policy },
          contentType: 'text/html',
          body,
        });
      }
      if (!pathname.startsWith('/desk/assets/')) return route.abort();
      return route.fulfill({ path: join(folder, 'assets', basename(pathname)) });
    });
    await page.routeWebSocket(/\/v1\/desk$/, (socket) => {
      stage.socket = socket;
      socket.onMessage((text) => stage.heard(JSON.parse(String(text)) as AgentRequest));
    });
    await page.goto(`${origin}/desk/`);
    return stage;
  }

  /** Signs in, and waits for the list. */
  async signIn(): Promise<void> {
    await this.fillIn('rejoin-demo');
    // Found by its attribute, because a dialog may already cover it.
    await this.page.locator('[role=meter]').waitFor();
  }

  /** Signs in with a wrong password. */
  async signInWrongly(): Promise<void> {
    const { json } = this.answersSignIn;
    const problem = { type: 'about:blank', title: 'no', status: 401, name: 'sign-in-failed' };
    this.answersSignIn = { status: 401, json: problem };
    await this.fillIn('a-guess');
    await this.page.getByRole('alert').first().waitFor();
    this.answersSignIn = { status: 200, json };
  }

  /** Reloads the desk with a server that does not answer yet. */
  async reloadSilently(): Promise<void> {
    this.isSilent = true;
    await this.page.reload();
  }

  /** Ends the sign-in. */
  signOut(): void {
    this.refuse(null, 'sign-in-expired');
  }

  /** Refuses the message that was sent last. */
  refuseMessage(name: RefusalName): void {
    this.refuse(this.lastSent, name);
  }

  /** Closes the notices above the page. */
  async dismissNotices(): Promise<void> {
    const dismiss = this.page.locator('.fui-MessageBarActions__containerAction button');
    for (const one of (await dismiss.all()).reverse()) {
      // A notice may disappear in the meantime, with the next status.
      await one.click({ timeout: 1_000 }).catch(() => undefined);
    }
    await dismiss.first().waitFor({ state: 'detached' });
  }

  /** Changes the status and sends it. The desk may ask for it again, and gets it when it reconnects. */
  changeStatus(more: Partial<Scene['status']>): void {
    this.status = { ...this.scene.status, ...more };
    this.tell(this.status);
  }

  async show(conversationId: string): Promise<void> {
    await this.page.goto(`${origin}/desk/#/chats/${conversationId}`);
    await this.page.getByRole('log').waitFor();
  }

  /** Shows the history, or one conversation of it. */
  async showHistory(conversationId?: string): Promise<void> {
    await this.page.goto(
      `${origin}/desk/#/history${conversationId === undefined ? '' : `/${conversationId}`}`,
    );
    await (
      conversationId === undefined
        ? this.page.locator('#history a').first()
        : this.page.locator('main [role=region]')
    ).waitFor();
  }

  /** Sends a frame as the server. */
  tell(frame: AgentFrame): void {
    this.socket?.send(JSON.stringify(frame));
  }

  /** Closes the connection; further attempts of the desk fail. */
  async cut(): Promise<void> {
    await this.page.routeWebSocket(/\/v1\/desk$/, (socket) => socket.close());
    await this.socket?.close({ code: 1012 });
  }

  private async fillIn(password: string): Promise<void> {
    const login = this.page.locator('input[name=login]');
    if (await login.isEditable()) await login.fill('anna@demo');
    await this.page.locator('input[name=password]').fill(password);
    await this.page.locator('button[type=submit]').click();
  }

  private refuse(requestId: string | null, name: RefusalName): void {
    this.tell({ type: 'refused', requestId, name, message: '', retryAfterSeconds: null, redirectUrl: null });
  }

  private heard(request: AgentRequest): void {
    if (this.isSilent) return;
    if (request.type === 'sign-in') {
      this.tell({ ...welcomeTo(request.requestId), ...this.scene.welcome });
      for (const { snapshot, entries } of this.scene.conversations) {
        const { conversationId } = snapshot;
        this.tell({ type: 'entries', conversationId, entries: [...entries], more: false });
        this.tell({ type: 'conversation', conversation: fresh(snapshot) });
      }
      this.tell(this.status);
      return;
    }
    // A sent message gets no answer, so that the sending state is visible.
    if (request.type === 'send') {
      this.lastSent = request.requestId;
      return;
    }
    this.heardRequests.push(request);
    if (request.type === 'status') this.tell(this.status);
    this.tell({ type: 'ack', requestId: request.requestId, conversationId: null, seq: null, at: null });
  }
}

function fresh(snapshot: Snapshot): Snapshot {
  return { ...snapshot, serverNow: new Date().toISOString() };
}
