import { act, screen, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import type { AgentFrame, AgentRequest, RefusalName, Snapshot } from '@rejoin/contracts';
import type { ReactNode } from 'react';
import { answerDesk } from '../../../../tools/screenshots/desk-answers';
import { deskScene, welcomeTo, type Scene } from '../../../../tools/screenshots/desk-scene';
import { answerSupervisor, questionIn } from '../../../../tools/screenshots/supervisor-answers';
import { supervisorScene } from '../../../../tools/screenshots/supervisor-scene';
import { DeskTab } from './desk/desk-tab';
import { keepTicket } from './desk/storage';
import { DeskProvider } from './desk/use-desk';
import { App } from './shell/app';
import { show } from '../../testing/page.fixture';
import { Server } from '../../testing/server.fixture';

type Status = Extract<AgentFrame, { type: 'status' }>;
type RequestOf<Type> = Extract<AgentRequest, { type: Type }>;

/** The gateway's end of the connection that the desk opened last. */
class FakeSocket {
  static last: FakeSocket | undefined;
  static owner: DeskPage | undefined;
  onopen: ((event: object) => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  private readonly page = FakeSocket.owner;

  constructor() {
    FakeSocket.last = this;
    queueMicrotask(() => {
      if (this.page?.isDown === true) this.onclose?.({ code: 1006 });
      else this.onopen?.({});
    });
  }

  send(text: string): void {
    queueMicrotask(() => this.page?.heard(JSON.parse(text) as AgentRequest));
  }

  close(code = 1000): void {
    queueMicrotask(() => this.onclose?.({ code }));
  }
}

// A desk that is still there would send its messages again into the next test.
afterEach(() => {
  FakeSocket.owner?.desk.client.leave();
  FakeSocket.owner = undefined;
});

interface Opening {
  readonly scene?: Scene;
  /** The route in the address. */
  readonly at?: string;
  /** What is shown instead of the whole desk. */
  readonly content?: ReactNode;
}

/** The desk of an agent who is signed in, in front of a gateway that plays a scene. */
export class DeskPage {
  readonly requests: AgentRequest[] = [];
  readonly server: Server;
  readonly desk: DeskTab;
  readonly supervision = supervisorScene();
  user!: UserEvent;
  isDown = false;
  private readonly refusals = new Map<AgentRequest['type'], RefusalName>();
  private readonly withheld = new Set<AgentRequest['type']>();

  private constructor(readonly scene: Scene) {
    FakeSocket.owner = this;
    Object.assign(globalThis, { WebSocket: FakeSocket });
    this.server = new Server(({ path, body }) => {
      if (path === '/v1/sign-in') return { json: scene.signIn };
      const { name, of } = questionIn(path);
      if (path.startsWith('/v1/supervisor/')) return answerSupervisor(this.supervision, name, of);
      return answerDesk(path, JSON.stringify(body ?? {}));
    });
    this.desk = new DeskTab([location.origin]);
  }

  /** Opens the desk with the ticket of an earlier sign-in in this tab, as after a reload. */
  static async open({ scene = deskScene(), at = '', content = <App /> }: Opening = {}): Promise<DeskPage> {
    keepTicket({ login: 'anna@demo', ...scene.signIn } as Parameters<typeof keepTicket>[0]);
    const page = await DeskPage.closed({ scene, at, content }, (desk) => {
      desk.signIns.resume(undefined);
    });
    return page;
  }

  /** Opens the page for signing in. */
  static async closed(
    { scene = deskScene(), at = '', content = <App /> }: Opening = {},
    before: (desk: DeskTab) => void = () => undefined,
  ): Promise<DeskPage> {
    location.hash = at;
    const page = new DeskPage(scene);
    before(page.desk);
    const { conversations } = scene;
    const isThere = () => page.desk.getView().desk.conversations.size >= conversations.length;
    await settle(() => page.desk.getView().tabState === 'signed-out' || isThere());
    page.user = await show(<DeskProvider value={page.desk}>{content}</DeskProvider>);
    return page;
  }

  /** Opens the desk with one conversation of the scene, changed like this. */
  static async with(more: Partial<Snapshot>, opening: Opening = {}): Promise<DeskPage> {
    const scene = deskScene();
    const conversations = scene.conversations.map((one) =>
      one.snapshot.conversationId === 'c1-mia' ? { ...one, snapshot: { ...one.snapshot, ...more } } : one,
    );
    return DeskPage.open({ at: '#/chats/c1-mia', ...opening, scene: { ...scene, conversations } });
  }

  /** Does something to the desk beside the page. */
  with(change: (desk: DeskTab) => void): void {
    act(() => {
      change(this.desk);
    });
  }

  /** Shows the whole desk, after the test has changed what the server answers. */
  async showDesk(at: string): Promise<void> {
    location.hash = at;
    await this.showPart(<App />);
  }

  /** Shows a part of the desk, after the test has changed what the server answers. */
  async showPart(content: ReactNode): Promise<void> {
    this.user = await show(<DeskProvider value={this.desk}>{content}</DeskProvider>);
  }

  /** Sends a frame as the gateway. */
  tell(...frames: AgentFrame[]): void {
    act(() => {
      for (const frame of frames) FakeSocket.last?.onmessage?.({ data: JSON.stringify(frame) });
    });
  }

  changeStatus(more: Partial<Status>): void {
    this.tell({ ...this.scene.status, ...more });
  }

  /** Sends a conversation of the scene with these changes. */
  change(conversationId: string, more: Partial<Snapshot>): void {
    const found = this.scene.conversations.find(({ snapshot }) => snapshot.conversationId === conversationId);
    if (!found) throw new Error(`the scene has no ${conversationId}`);
    const rev = (this.desk.getView().desk.conversations.get(conversationId)?.snapshot?.rev ?? 0) + 1;
    this.tell({ type: 'conversation', conversation: { ...found.snapshot, rev, ...more } });
  }

  /** Refuses the requests of a type from now on. */
  refuses(type: AgentRequest['type'], name: RefusalName): void {
    this.refusals.set(type, name);
  }

  /** Leaves the requests of a type without an answer. */
  withholds(type: AgentRequest['type']): void {
    this.withheld.add(type);
  }

  accepts(type: AgentRequest['type']): void {
    this.refusals.delete(type);
    this.withheld.delete(type);
  }

  /** Closes the connection; further attempts fail. */
  cut(): void {
    this.isDown = true;
    act(() => {
      FakeSocket.last?.onclose?.({ code: 1006 });
    });
  }

  /** Ends the trouble of {@link cut}. The button is found before that, because the desk also tries by itself. */
  async retryNow(): Promise<void> {
    const notices = within(await screen.findByRole('region', { name: 'Notifications' }));
    const button = notices.getByRole('button', { name: 'Retry now' });
    this.isDown = false;
    await this.user.click(button);
  }

  /** What the desk has asked for, without what is only about the connection. */
  sent<Type extends AgentRequest['type']>(type: Type): Omit<RequestOf<Type>, 'requestId' | 'type'>[] {
    return this.requests.flatMap(({ requestId: _, type: sent, ...rest }) =>
      sent === type ? [rest as Omit<RequestOf<Type>, 'requestId' | 'type'>] : [],
    );
  }

  async goTo(conversationId: string): Promise<void> {
    act(() => {
      location.hash = `#/chats/${conversationId}`;
    });
    await screen.findByRole('log');
  }

  heard(request: AgentRequest): void {
    this.requests.push(request);
    const { requestId } = request;
    if (this.withheld.has(request.type)) return;
    const name = this.refusals.get(request.type);
    if (name !== undefined) {
      const refused = { message: '', retryAfterSeconds: null, redirectUrl: null };
      this.answer({ type: 'refused', requestId, name, ...refused });
      return;
    }
    if (request.type === 'sign-in') {
      this.answer({ ...welcomeTo(requestId), ...this.scene.welcome });
      for (const { snapshot, entries } of this.scene.conversations) {
        const { conversationId } = snapshot;
        this.answer({ type: 'entries', conversationId, entries: [...entries], more: false });
        this.answer({ type: 'conversation', conversation: snapshot });
      }
      this.answer(this.scene.status);
      return;
    }
    if (request.type === 'status') this.answer(this.scene.status);
    this.answer({ type: 'ack', requestId, conversationId: null, seq: null, at: null });
  }

  private answer(frame: AgentFrame): void {
    FakeSocket.last?.onmessage?.({ data: JSON.stringify(frame) });
  }
}

/** Runs what is due until something holds, before the page is shown. */
async function settle(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1_000 && !holds(); turn += 1) await Promise.resolve();
}
