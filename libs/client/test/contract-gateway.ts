import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import {
  AgentFrame,
  AgentRequest,
  chatHttp,
  Claimed,
  Connected,
  customerHttp,
  CustomerFrame,
  CustomerRequest,
  Polled,
  PublicWidget,
  Reconnectable,
  refusals,
  type Entry,
  type RefusalName,
  type Snapshot,
} from '@rejoin/contracts';
import { WebSocketServer } from 'ws';
import { PolledPeer, type Peer } from './polled-peer';

type Requests = CustomerRequest | AgentRequest;
type Refuse = { name: RefusalName; retryAfterSeconds?: number; redirectUrl?: string };

export interface TestConversation {
  readonly id: string;
  secrets: string[];
  epoch: number;
  rev: number;
  entries: Entry[];
  acks: Map<string, number>;
  ended: Snapshot['ended'];
  agentName: string | null;
}

/**
 * What the gateways of one test share: conversations in memory, and answers that replace the usual ones. Everything
 * that is sent and received is checked against the contracts.
 */
export class TestWorld {
  readonly conversations = new Map<string, TestConversation>();
  readonly requests: Requests[] = [];
  readonly posts: { verb: string; body: Record<string, unknown> }[] = [];
  /** Called before each request. A returned value replaces the usual answer. */
  instead: (request: Requests, socket: Peer) => Refuse | 'nothing' | undefined = () => undefined;
  insteadOfPost: (verb: string, body: Record<string, unknown>) => Refuse | undefined = () => undefined;
  links = new Map<string, string>();
  endpoints: string[] = [];
  pageSize = 200;

  conversation(): TestConversation {
    const [only] = this.conversations.values();
    if (!only) throw new Error('there is no conversation');
    return only;
  }

  create(secret: string): TestConversation {
    const conversation: TestConversation = {
      id: randomUUID(),
      secrets: [secret],
      epoch: 1,
      rev: 1,
      entries: [],
      acks: new Map(),
      ended: null,
      agentName: 'Ada',
    };
    this.conversations.set(conversation.id, conversation);
    return conversation;
  }

  /** Stores a message, once per client id. */
  store(to: TestConversation, sender: 'customer' | 'agent', text: string, clientId: string | null): Entry {
    const known = clientId === null ? undefined : to.acks.get(clientId);
    if (known !== undefined) return to.entries[known - 1]!;
    const seq = to.entries.length + 1;
    const entry: Entry = {
      seq,
      kind: 'message',
      sender,
      agentId: sender === 'agent' ? 'ada' : null,
      clientId,
      text,
      code: null,
      params: {},
      visibility: 'public',
      locale: 'en',
      at: new Date().toISOString(),
      link: null,
    };
    to.entries.push(entry);
    to.rev++;
    if (clientId !== null) to.acks.set(clientId, seq);
    return entry;
  }

  texts(): (string | null)[] {
    return this.conversation().entries.map(({ text }) => text);
  }
}

/** A gateway for tests of the client, with real HTTP and WebSockets on a free port. */
export class ContractGateway {
  /** How a proxy in front of it handles WebSockets; with `ignore` it never answers. */
  upgrades: 'pass' | 'refuse' | 'ignore' = 'pass';
  private readonly ignored = new Set<Duplex>();
  private readonly polled = new Map<string, PolledPeer>();
  private readonly live = new Map<Peer, TestConversation | 'desk'>();

  private constructor(
    private readonly http: Server,
    private readonly sockets: WebSocketServer,
    readonly world: TestWorld,
  ) {
    http.on('request', (request, response) => {
      if (request.url?.startsWith('/v1/chat/')) void this.poll(request, response);
      else void this.post(request, response);
    });
    http.on('upgrade', (request, raw: Duplex, head: Buffer) => {
      if (this.upgrades === 'pass') {
        sockets.handleUpgrade(request, raw, head, (socket) => {
          socket.on('message', (data: Buffer) => {
            this.take(socket, data.toString(), request.url === '/v1/desk');
          });
          socket.on('close', () => this.live.delete(socket));
        });
      } else if (this.upgrades === 'refuse') raw.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n');
      else this.ignored.add(raw);
    });
  }

  private take(socket: Peer, text: string, isDesk: boolean): void {
    const frame: unknown = JSON.parse(text);
    const asked: Requests = isDesk ? AgentRequest.parse(frame) : CustomerRequest.parse(frame);
    this.world.requests.push(asked);
    this.answer(socket, asked);
  }

  static async start(world = new TestWorld()): Promise<ContractGateway> {
    const http = createServer();
    const gateway = new ContractGateway(http, new WebSocketServer({ noServer: true }), world);
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  get connections(): number {
    return this.sockets.clients.size;
  }

  get polledConnections(): number {
    return this.polled.size;
  }

  /** Breaks every connection at once. */
  drop(): void {
    for (const socket of this.sockets.clients) socket.terminate();
    for (const raw of this.ignored) raw.destroy();
    for (const [connection, peer] of this.polled) this.endPolled(connection, peer);
  }

  close(code: number): void {
    for (const socket of this.sockets.clients) socket.close(code);
  }

  closeOldest(code: number): void {
    const [oldest] = this.sockets.clients;
    oldest?.close(code);
  }

  /** Sends a frame to every connection that has joined a conversation. */
  tell(frame: CustomerFrame | AgentFrame): void {
    for (const socket of this.live.keys()) this.send(socket, frame);
  }

  /** Sends like {@link tell} a frame of a later release, which no schema of today knows. */
  tellLater(frame: { readonly type: string }): void {
    for (const socket of this.live.keys()) socket.send(JSON.stringify(frame));
  }

  /** Stores a message of the agent and sends it to every live connection. */
  agentSays(text: string): void {
    const to = this.world.conversation();
    this.publish(to, this.world.store(to, 'agent', text, null));
  }

  publish(to: TestConversation, entry: Entry): void {
    for (const [socket, where] of this.live) {
      if (where === to || where === 'desk') this.send(socket, entriesFrame(to, [entry], false));
    }
  }

  async stop(): Promise<void> {
    this.drop();
    this.sockets.close();
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }

  snapshotOf(of: TestConversation): Snapshot {
    return {
      conversationId: of.id,
      widgetId: 'shop',
      workstreamId: 'sales',
      rev: of.rev,
      state: of.ended ? 'wrap-up' : 'active',
      reason: null,
      agent: of.agentName === null ? null : { agentId: 'ada', name: of.agentName, connected: true },
      customer: { name: null, status: 'connected', epoch: of.epoch, lostAt: null },
      window: null,
      slotHeld: false,
      ahead: { nextLimitSeconds: 60, extensionsLeft: 1, extensionSeconds: 60 },
      ended: of.ended,
      lastSeq: of.entries.length,
      locale: 'en',
      context: null,
      serverNow: new Date().toISOString(),
    };
  }

  private answer(socket: Peer, asked: Requests): void {
    const instead = this.world.instead(asked, socket);
    if (instead === 'nothing') return;
    if (instead) this.refuse(socket, asked.requestId, instead);
    else if (asked.type === 'start') this.start(socket, asked);
    else if (asked.type === 'resume') this.resume(socket, asked);
    else if (asked.type === 'sign-in') this.signIn(socket, asked);
    else if (asked.type === 'send') this.store(socket, asked);
    else if (asked.type === 'history') {
      const of = this.world.conversations.get(asked.conversationId);
      if (of) this.replay(socket, of, asked.afterSeq);
      this.ack(socket, asked.requestId, null);
    } else this.ack(socket, asked.requestId, null);
  }

  private start(socket: Peer, asked: Extract<CustomerRequest, { type: 'start' }>): void {
    const known = [...this.world.conversations.values()].find(({ secrets }) =>
      secrets.includes(asked.secret),
    );
    this.enter(socket, asked.requestId, known ?? this.world.create(asked.secret), 0, !known);
  }

  private resume(socket: Peer, asked: Extract<CustomerRequest, { type: 'resume' }>): void {
    const of = this.world.conversations.get(asked.conversationId);
    if (of?.secrets.includes(asked.secret)) this.enter(socket, asked.requestId, of, asked.afterSeq, false);
    else this.refuse(socket, asked.requestId, { name: 'denied' });
  }

  private enter(socket: Peer, requestId: string, of: TestConversation, after: number, created: boolean) {
    this.live.set(socket, of);
    const toSeq = of.entries.length;
    const serverNow = new Date().toISOString();
    this.send(socket, {
      type: 'resumed',
      requestId,
      conversationId: of.id,
      epoch: of.epoch,
      fromSeq: after + 1,
      toSeq,
      created,
      serverNow,
    });
    this.replay(socket, of, after);
    this.send(socket, { type: 'conversation', conversation: this.snapshotOf(of) });
  }

  private signIn(socket: Peer, asked: Extract<AgentRequest, { type: 'sign-in' }>): void {
    this.live.set(socket, 'desk');
    const account = { accountId: 'a1', agentId: 'ada', displayName: 'Ada', roles: ['agent' as const] };
    this.send(socket, {
      type: 'welcome',
      requestId: asked.requestId,
      account,
      epoch: 1,
      tokenExpiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      quickReplies: [],
      serverNow: new Date().toISOString(),
    });
    for (const of of this.world.conversations.values()) {
      this.send(socket, { type: 'conversation', conversation: this.snapshotOf(of) });
      this.replay(socket, of, asked.known?.[of.id] ?? 0);
    }
  }

  private replay(socket: Peer, of: TestConversation, after: number): void {
    const { pageSize } = this.world;
    for (let at = after; at < of.entries.length; at += pageSize) {
      const page = of.entries.slice(at, at + pageSize);
      this.send(socket, entriesFrame(of, page, at + pageSize < of.entries.length));
    }
  }

  private store(socket: Peer, asked: Extract<Requests, { type: 'send' }>): void {
    const where = this.live.get(socket);
    const isDesk = 'conversationId' in asked;
    const to = isDesk ? this.world.conversations.get(asked.conversationId) : where;
    if (!to || to === 'desk') {
      this.refuse(socket, asked.requestId, { name: 'denied' });
      return;
    }
    const isNew = !to.acks.has(asked.requestId);
    const entry = this.world.store(to, isDesk ? 'agent' : 'customer', asked.text, asked.requestId);
    this.ack(socket, asked.requestId, entry);
    if (isNew) this.publish(to, entry);
  }

  private ack(socket: Peer, requestId: string, entry: Entry | null): void {
    const { seq, at } = entry ?? { seq: null, at: null };
    this.send(socket, { type: 'ack', requestId, conversationId: null, seq, at });
  }

  private refuse(socket: Peer, requestId: string, { name, retryAfterSeconds, redirectUrl }: Refuse): void {
    this.send(socket, {
      type: 'refused',
      requestId,
      name,
      message: refusals[name],
      retryAfterSeconds: retryAfterSeconds ?? null,
      redirectUrl: redirectUrl ?? null,
    });
  }

  private send(socket: Peer, frame: CustomerFrame | AgentFrame): void {
    const checked = this.live.get(socket) === 'desk' ? AgentFrame.parse(frame) : CustomerFrame.parse(frame);
    socket.send(JSON.stringify(checked));
  }

  /** Serves connections over HTTP, one poll at a time. A response is broken when the connection is. */
  private async poll(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const verb = request.url?.split('/').at(-1) ?? '';
    const body = await bodyOf(request);
    const reply = (answer: object, status = 200): void => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(answer));
    };
    const refused = this.world.insteadOfPost(verb, body);
    if (refused) {
      reply({}, refused.name === 'other-gateway' ? 421 : 503);
      return;
    }
    if (verb === 'open') {
      const connection = randomUUID();
      this.polled.set(connection, new PolledPeer());
      reply(Connected.parse({ connection }));
      return;
    }
    const { connection } = chatHttp.close.parse(body);
    const peer = this.polled.get(connection);
    if (!peer) {
      reply({}, 404);
      return;
    }
    if (verb === 'poll') {
      response.on('close', () => {
        if (!response.writableFinished) this.endPolled(connection, peer);
      });
      peer.poll(chatHttp.poll.parse(body).after, (answer) => {
        if (answer) reply(Polled.parse(answer));
        else response.destroy();
      });
      return;
    }
    reply({});
    if (verb === 'close') this.endPolled(connection, peer);
    else for (const frame of peer.fresh(chatHttp.send.parse(body))) this.take(peer, frame, false);
  }

  private endPolled(connection: string, peer: PolledPeer): void {
    this.polled.delete(connection);
    this.live.delete(peer);
    peer.terminate();
  }

  private async post(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const verb = request.url?.split('/').at(-1) ?? '';
    const body = await bodyOf(request);
    this.world.posts.push({ verb, body });
    const refused = this.world.insteadOfPost(verb, body);
    const answer = refused ? undefined : this.postAnswer(verb, body);
    if (!answer) {
      const { name, redirectUrl, retryAfterSeconds }: Refuse = refused ?? { name: 'denied' };
      const status = { unavailable: 503, 'too-many': 429 }[name as string] ?? 409;
      response.writeHead(status, {
        'Content-Type': 'application/problem+json',
        ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
      });
      response.end(JSON.stringify({ name, title: refusals[name], status, redirectUrl }));
      return;
    }
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answer));
  }

  private postAnswer(verb: string, body: Record<string, unknown>): object | undefined {
    const serverNow = new Date().toISOString();
    if (verb === 'sign-in' || verb === 'password') return { token: 'a-token', expiresAt: serverNow };
    if (verb === 'shop') {
      const reconnect = { enabled: true, timeLimitSeconds: 60 };
      const { endpoints } = this.world;
      const widget = { widgetId: 'shop', locale: 'en', askName: false, signInRequired: false };
      return PublicWidget.parse({ ...widget, reconnect, endpoints });
    }
    if (verb === 'reconnectable') {
      customerHttp.reconnectable.parse(body);
      const conversations = [...this.world.conversations.values()].map(({ id, agentName }) => {
        return { conversationId: id, lastAt: serverNow, deadlineAt: serverNow, agentName, lastText: null };
      });
      return Reconnectable.parse({ conversations, serverNow });
    }
    const id =
      verb === 'redeem'
        ? this.world.links.get(customerHttp.redeem.parse(body).link)
        : customerHttp.continue.parse(body).conversationId;
    const of = id === undefined ? undefined : this.world.conversations.get(id);
    if (!of) return undefined;
    const secret = String(body['secret']);
    if (!of.secrets.includes(secret)) of.epoch++;
    of.secrets = [secret];
    return Claimed.parse({ conversationId: of.id, epoch: of.epoch, serverNow });
  }
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, unknown>;
}

function entriesFrame(of: TestConversation, entries: Entry[], more: boolean): CustomerFrame {
  return { type: 'entries', conversationId: of.id, entries, more };
}
