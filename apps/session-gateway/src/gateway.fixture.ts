import 'reflect-metadata';
import {
  agentStandings,
  agentStatus,
  requestReconnect,
  seal,
  type AgentSettings,
  type RoutingFact,
  type ServiceName,
  type WidgetSettings,
  type WorkstreamSettings,
} from '@rejoin/contracts';
import { instant, newId, newSecret } from '@rejoin/kernel';
import type { Database } from '@rejoin/persistence';
import { newSystemSecrets } from '@rejoin/servers';
import {
  accountVersionClaim,
  signInClaim,
  startService,
  tryIssuer,
  type Principal,
  type RunningService,
} from '@rejoin/service';
import {
  eventually,
  freshDatabases,
  startTestNats,
  type FreshDatabases,
  type TestNats,
} from '@rejoin/testing';
import { importPKCS8, SignJWT } from 'jose';
import type { z } from 'zod';
import { TestSocket, start, type PollingTestSocket } from './test-socket.fixture';
import { TestService } from './test-service.fixture';
import { SessionGatewayModule } from './session-gateway.module';
import { gatewaySchema } from './store/gateway.schema';
import { readSession } from './store/session-lookups';
import { SettingsStore } from './store/settings.store';
import { widgetDefaults } from './widget.fixture';

const now = (): string => instant(Date.now());

/** Gateways with real Postgres and NATS. Test services stand for the timer and routing. */
export class GatewayFixture {
  readonly replicas: RunningService[] = [];
  /** Runs between the request for a seal and the timer's answer. */
  beforeSeal: (conversationId: string, accountId?: string) => Promise<void> = () => Promise.resolve();
  private readonly accepted = new Set<string>();
  private readonly callers: TestSocket[] = [];

  private constructor(
    readonly nats: TestNats,
    readonly databases: Pick<FreshDatabases, 'urls' | 'drop'>,
    readonly timer: TestService,
    readonly routing: TestService,
    private readonly tokenKey: string,
  ) {}

  static async start({
    replicas = 1,
    databases,
    isRoutingOld = false,
  }: {
    replicas?: number;
    databases?: Pick<FreshDatabases, 'urls' | 'drop'>;
    /** Whether routing is of release 0.1.0, which does not answer newer questions. */
    isRoutingOld?: boolean;
  } = {}): Promise<GatewayFixture> {
    const secrets = newSystemSecrets();
    process.env['REJOIN_TOKEN_PUBLIC_KEY'] = secrets.tokenPublicKey;
    process.env['REJOIN_LINK_KEY'] = secrets.linkKey;
    const own = databases ?? (await freshDatabases());
    const nats = await startTestNats();
    const timer = await TestService.start('reconnection-timer', nats, own);
    const routing = await TestService.start('routing', nats, own);
    const tokenKey = Buffer.from(secrets.tokenPrivateKey, 'base64').toString();
    const fixture = new GatewayFixture(nats, own, timer, routing, tokenKey);
    await timer.answer(requestReconnect, ({ conversationId, epoch }) => {
      fixture.accepted.add(`${conversationId} ${epoch}`);
      return { nextEpoch: epoch + 1, at: now() };
    });
    await timer.answer(seal, async ({ awayEpoch, conversationId, ...asked }) => {
      await fixture.beforeSeal(conversationId, asked.accountId);
      if (fixture.accepted.has(`${conversationId} ${awayEpoch}`)) return { refused: 'no-window' };
      const at = now();
      const data = { conversationId, ...asked, endedEpoch: null, at };
      await timer.publish({ type: 'ConversationSealed', data });
      return { at, already: false };
    });
    await routing.answer(agentStatus, () => status);
    if (!isRoutingOld)
      await routing.answer(agentStandings, ({ agentIds }) => ({
        standings: agentIds.map((agentId) => ({ agentId, ...standing })),
      }));
    for (let i = 0; i < replicas; i++) await fixture.addReplica();
    return fixture;
  }

  async addReplica(natsUrl = this.nats.urlOf('session-gateway')): Promise<RunningService> {
    const replica = await startService('session-gateway', SessionGatewayModule, gatewaySchema, {
      HOST: '127.0.0.1',
      PORT: 0,
      DATABASE_URL: this.databases.urls['session-gateway'],
      NATS_URL: natsUrl,
      NATS_STREAM_REPLICAS: 1,
      REJOIN_LOG_LEVEL: 'error',
    });
    this.replicas.push(replica);
    await eventually(() => replica.parts.bus.reachesServer());
    return replica;
  }

  /** Starts another service on the bus. The caller must stop it. */
  startTestService(service: ServiceName): Promise<TestService> {
    return TestService.start(service, this.nats, this.databases);
  }

  async stopReplica(replica: RunningService): Promise<void> {
    this.replicas.splice(this.replicas.indexOf(replica), 1);
    await replica.stop();
  }

  async stop(): Promise<void> {
    for (const caller of this.callers) caller.leave();
    for (const replica of this.replicas) await replica.stop();
    await this.timer.stop();
    await this.routing.stop();
    await this.nats.stop();
    await this.databases.drop();
  }

  replica(index = 0): RunningService {
    const replica = this.replicas[index];
    if (!replica) throw new Error(`no replica ${index}`);
    return replica;
  }

  get url(): string {
    return this.replica().url;
  }

  get database(): Database {
    return this.replica().parts.database;
  }

  /** Creates a widget with these settings and returns its id. */
  async widget(settings: Partial<WidgetSettings> = {}): Promise<string> {
    const widgetId = newId();
    await this.changeWidget(widgetId, settings);
    return widgetId;
  }

  changeWidget(widgetId: string, settings: Partial<WidgetSettings>): Promise<void> {
    const store = this.replica().app.get(SettingsStore);
    return this.database.transaction((tx) =>
      store.saveWidgets(tx, new Map([[widgetId, { ...widgetDefaults, ...settings }]])),
    );
  }

  changeWorkstream(workstreamId: string, settings: Partial<WorkstreamSettings>): Promise<void> {
    const store = this.replica().app.get(SettingsStore);
    return this.database.transaction((tx) =>
      store.saveWorkstreams(tx, new Map([[workstreamId, { ...workstreamDefaults, ...settings }]])),
    );
  }

  async quickReply(body: string, workstreamId = widgetDefaults.workstreamId): Promise<string> {
    const id = newId();
    const settings = { workstreamId, title: 'Reply', body, locale: 'en', active: true };
    const store = this.replica().app.get(SettingsStore);
    await this.database.transaction((tx) => store.saveQuickReplies(tx, new Map([[id, settings]])));
    return id;
  }

  async agent(settings: Partial<AgentSettings> = {}): Promise<string> {
    const agentId = newId();
    const store = this.replica().app.get(SettingsStore);
    await this.database.transaction((tx) =>
      store.saveAgents(tx, new Map([[agentId, { ...agentDefaults, ...settings }]])),
    );
    return agentId;
  }

  async call(
    path: '/v1/chat' | '/v1/desk',
    origin?: string,
    replica = 0,
    address?: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<TestSocket> {
    const caller = await TestSocket.open(this.replica(replica).url, path, origin, address, headers);
    this.callers.push(caller);
    return caller;
  }

  /** A token of config for the try page of a widget. `endsInSeconds` can be in the past. */
  async tryToken(widgetId: string, endsInSeconds = 60): Promise<string> {
    return new SignJWT()
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer(tryIssuer)
      .setSubject(widgetId)
      .setExpirationTime(Math.floor(Date.now() / 1000) + endsInSeconds)
      .sign(await importPKCS8(this.tokenKey, 'EdDSA'));
  }

  async poll(origin?: string, replica = 0, address?: string): Promise<PollingTestSocket> {
    const caller = await TestSocket.poll(this.replica(replica).url, origin, address);
    this.callers.push(caller);
    return caller;
  }

  /** Starts a conversation on a new socket. `resume` contains what the customer's browser stores. */
  async customer(widgetId: string, more: object = {}) {
    return this.started(await this.call('/v1/chat'), widgetId, more);
  }

  /** Starts a conversation on an existing socket. */
  async started<By extends TestSocket>(caller: By, widgetId: string, more: object = {}) {
    const secret = newSecret();
    const started = await caller.ask(start(widgetId, { secret, ...more }));
    if (started.type !== 'resumed') throw new Error(JSON.stringify(started));
    const { conversationId } = started;
    return { caller, conversationId, resume: { type: 'resume', conversationId, secret, afterSeq: 0 } };
  }

  /** Opens the desk of an agent. `roles` can make the agent a supervisor. */
  async desk(
    agentId: string,
    roles: Principal['roles'] = ['agent'],
    { replica = 0, device }: { replica?: number; device?: string } = {},
  ): Promise<TestSocket> {
    const caller = await this.call('/v1/desk', undefined, replica);
    const token = await this.token({ agentId, roles });
    const welcome = await caller.ask({ type: 'sign-in', token, device });
    if (welcome.type !== 'welcome') throw new Error(JSON.stringify(welcome));
    return caller;
  }

  /** Adds messages of the customer to a transcript up to `lastSeq`. */
  async fill(conversationId: string, lastSeq: number, text: string): Promise<void> {
    await this.database.query(
      `insert into entries (conversation_id, seq, kind, sender, text, locale, at)
       select $1, n, 'message', 'customer', $3, 'en', clock_timestamp() from generate_series(
         (select max(seq) + 1 from entries where conversation_id = $1), $2::bigint) n`,
      [conversationId, lastSeq, text],
    );
    await this.database.query(
      `update conversations set session = jsonb_set(session, '{lastSeq}', to_jsonb($2::bigint)) where id = $1`,
      [conversationId, lastSeq],
    );
  }

  async assign(conversationId: string, agentId: string): Promise<void> {
    await this.routing.publish(this.assigned(conversationId, agentId));
    await this.until(conversationId, (session) => session.agentId === agentId);
  }

  /** Ends and closes a conversation. */
  async close(
    conversationId: string,
    workstreamId = widgetDefaults.workstreamId,
    chosen: { disposition?: string; tags?: string[] } = {},
  ): Promise<void> {
    const at = now();
    const sealed = {
      conversationId,
      by: 'agent',
      agentId: null,
      reason: 'ended',
      endedEpoch: null,
      at,
    } as const;
    await this.timer.publish({ type: 'ConversationSealed', data: sealed });
    const closed = { conversationId, workstreamId, reason: 'ClosedByAgent' as const, ...chosen, at };
    await this.routing.publish({ type: 'ConversationClosed', data: closed });
    await this.until(conversationId, (session) => session.state === 'closed' && session.sealed !== null);
  }

  /** Closes a conversation, waits until it is in the history, and moves its closing by days into the past. */
  async closeDaysAgo(conversationId: string, days: number, workstreamId?: string): Promise<void> {
    await this.close(conversationId, workstreamId);
    await eventually(async () => {
      const rows = await this.database.query(
        `update past_conversations p set closed_at = clock_timestamp() - make_interval(days => $2) - interval '1 s'
         from conversations c where p.id = $1 and c.id = p.id and c.is_in_history returning 1`,
        [conversationId, days],
      );
      expect(rows).toHaveLength(1);
    });
  }

  assigned(conversationId: string, agentId: string): RoutingFact {
    const data = { conversationId, workstreamId: 's1', agentId, units: 1, by: 'push', at: now() } as const;
    return { type: 'AgentAssigned', data: { ...data, previousAgentId: null, reason: 'InConversation' } };
  }

  /** Waits until the session meets the condition. */
  async until(
    conversationId: string,
    holds: (session: NonNullable<Awaited<ReturnType<typeof readSession>>>) => boolean,
  ): Promise<void> {
    await eventually(async () => {
      const session = await readSession(this.database, conversationId);
      return session && holds(session);
    });
  }

  /** Signs an access token for any account, as config would. */
  async token(
    {
      accountVersion = 1,
      signInId = newId(),
      ...who
    }: Partial<Principal> & { accountVersion?: number; signInId?: string } = {},
    key = this.tokenKey,
    lasts = '5m',
  ): Promise<string> {
    const principal: Principal = {
      org: 'default',
      accountId: newId(),
      agentId: null,
      displayName: 'Anna',
      roles: ['agent'],
      ...who,
    };
    return new SignJWT({ rejoin: principal, [accountVersionClaim]: accountVersion, [signInClaim]: signInId })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer('rejoin')
      .setIssuedAt()
      .setExpirationTime(lasts)
      .sign(await importPKCS8(key, 'EdDSA'));
  }

  async http(
    method: string,
    path: string,
    options: { body?: unknown; headers?: Record<string, string> } = {},
  ) {
    const { body, headers = {} } = options;
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  }
}

function parsed(text: string): Record<string, unknown> {
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

const standing = { presence: 'available', usedUnits: 0, heldUnits: 0, maxUnits: 2, wrapUpUnits: 0 } as const;

const status: z.infer<typeof agentStatus.reply> = {
  ...standing,
  queue: [],
  colleagues: [],
};

const workstreamDefaults: WorkstreamSettings = {
  name: 'Support',
  active: true,
  timeZone: 'Etc/UTC',
  unitsPerConversation: 1,
  wrapUpRule: 'always-block',
  wrapUpSeconds: null,
  autoCloseSeconds: 900,
  openHoldSeconds: 180,
};

const agentDefaults: AgentSettings = {
  active: true,
  maxUnits: 2,
  defaultPresence: 'available',
  graceSeconds: 150,
  workstreamIds: ['s1'],
};
