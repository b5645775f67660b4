import 'reflect-metadata';
import type {
  AgentSettings,
  Fact,
  RoutingFact,
  Rpc,
  ServiceName,
  WindowKind,
  WorkstreamSettings,
} from '@rejoin/contracts';
import { families, type SealReason } from '@rejoin/contracts';
import { instant, newId, type Refused } from '@rejoin/kernel';
import type { Database, Sql } from '@rejoin/persistence';
import { startService, type RunningService } from '@rejoin/service';
import {
  eventually,
  freshDatabases,
  startTestNats,
  type FreshDatabases,
  type TestNats,
} from '@rejoin/testing';
import type { z } from 'zod';
import { RoutingModule } from './routing.module';
import { Neighbour } from './neighbour.fixture';
import { auditCapacity } from './store/auditor';
import { routingSchema } from './store/routing.schema';

/** Runs routing beside services with real outboxes, relays and streams, whose facts the test chooses. */
export class RoutingFixture {
  readonly replicas: RunningService[] = [];
  private readonly neighbours = new Map<ServiceName, Neighbour>();

  private constructor(
    readonly nats: TestNats,
    private readonly databases: FreshDatabases,
  ) {}

  static async start({ replicas = 1 } = {}): Promise<RoutingFixture> {
    const fixture = new RoutingFixture(await startTestNats(), await freshDatabases());
    for (const service of ['config', 'session-gateway', 'reconnection-timer'] as const) {
      fixture.neighbours.set(service, await Neighbour.start(service, fixture.nats, fixture.databases));
    }
    for (let i = 0; i < replicas; i++) await fixture.addReplica();
    return fixture;
  }

  async addReplica(): Promise<RunningService> {
    const replica = await startService('routing', RoutingModule, routingSchema, {
      HOST: '127.0.0.1',
      PORT: 0,
      DATABASE_URL: this.databases.urls.routing,
      NATS_URL: this.nats.urlOf('routing'),
      NATS_STREAM_REPLICAS: 1,
      REJOIN_LOG_LEVEL: 'error',
    });
    this.replicas.push(replica);
    await eventually(() => replica.parts.bus.reachesServer());
    return replica;
  }

  async stop(): Promise<void> {
    for (const replica of this.replicas) await replica.stop();
    for (const neighbour of this.neighbours.values()) await neighbour.stop();
    await this.nats.stop();
    await this.databases.drop();
  }

  get database(): Database {
    const [first] = this.replicas;
    if (!first) throw new Error('no replica was started');
    return first.parts.database;
  }

  /** Publishes facts of other services, which reach routing through their outbox and the bus. */
  async publish(...facts: Fact[]): Promise<void> {
    for (const [service, neighbour] of this.neighbours) {
      await neighbour.publish(facts.filter((fact) => producerOf(fact) === service));
    }
  }

  ask<Request extends z.ZodType, Reply extends z.ZodType>(
    rpc: Rpc<Request, Reply>,
    request: z.infer<Request>,
  ): Promise<z.infer<Reply> | Refused> {
    const gateway = this.neighbours.get('session-gateway');
    if (!gateway) throw new Error('there is no gateway to ask through');
    return gateway.bus.ask(rpc, request, 10_000);
  }

  async workstream(settings: Partial<WorkstreamSettings> = {}): Promise<string> {
    const workstreamId = newId();
    await this.changeWorkstream(workstreamId, settings);
    return workstreamId;
  }

  changeWorkstream(workstreamId: string, settings: Partial<WorkstreamSettings>): Promise<void> {
    return this.publish({
      type: 'WorkstreamChanged',
      data: { workstreamId, settings: { ...workstreamDefaults, ...settings }, at: now() },
    });
  }

  changeAgent(agentId: string, settings: Partial<AgentSettings>): Promise<void> {
    return this.publish({
      type: 'AgentChanged',
      data: { agentId, settings: { ...agentDefaults, ...settings }, at: now() },
    });
  }

  /** Creates an agent who is connected at a desk with epoch 1. */
  async agent(workstreamId: string, settings: Partial<AgentSettings> = {}): Promise<string> {
    const agentId = newId();
    await this.changeAgent(agentId, { workstreamIds: [workstreamId], ...settings });
    await this.connect(agentId, 1);
    await eventually(async () => (await this.connectionOf(agentId)) === 'live');
    return agentId;
  }

  connect(agentId: string, epoch: number): Promise<void> {
    return this.publish({ type: 'AgentConnected', data: { agentId, epoch, at: now() } });
  }

  lose(agentId: string, epoch: number): Promise<void> {
    return this.publish({
      type: 'AgentDisconnected',
      data: { agentId, epoch, lostAt: now(), graceSeconds: 150 },
    });
  }

  signOut(agentId: string, epoch: number): Promise<void> {
    return this.publish({ type: 'AgentSignedOut', data: { agentId, epoch, at: now() } });
  }

  ring(
    kind: 'agent-grace' | 'wrap-up-block' | 'auto-close',
    subjectId: string,
    generation: number,
  ): Promise<void> {
    return this.publish({
      type: 'DeadlineReached',
      data: { subjectId, kind, generation, dueAt: now(), at: now() },
    });
  }

  async start(workstreamId: string): Promise<string> {
    const conversationId = newId();
    await this.publish(started(conversationId, workstreamId));
    return conversationId;
  }

  away(conversationId: string, epoch: number, kind: WindowKind = 'reconnect'): Promise<void> {
    return this.publish(opened(conversationId, epoch, kind));
  }

  back(conversationId: string, epoch: number): Promise<void> {
    return this.publish({
      type: 'ReconnectAccepted',
      data: { conversationId, epoch, nextEpoch: epoch + 1, way: 'resume', claim: 'c', at: now() },
    });
  }

  expire(conversationId: string, epoch: number, kind: WindowKind = 'reconnect'): Promise<void> {
    return this.publish({
      type: 'ReconnectExpired',
      data: { conversationId, epoch, kind, deadlineAt: now(), by: 'timer', at: now() },
    });
  }

  seal(conversationId: string, reason: SealReason, agentId: string | null = null): Promise<void> {
    const by = reason === 'ended' || reason === 'gave-up' ? 'agent' : 'customer';
    return this.publish({
      type: 'ConversationSealed',
      data: { conversationId, by, agentId, reason, endedEpoch: null, at: now() },
    });
  }

  /** Waits until the conversation is active, and returns its agent. */
  assigned(conversationId: string): Promise<string> {
    return eventually(async () => {
      const { state, agentId } = await this.row(conversationId);
      return state === 'active' && agentId;
    });
  }

  untilState(conversationId: string, state: string): Promise<unknown> {
    return eventually(async () => {
      expect((await this.row(conversationId)).state).toBe(state);
    });
  }

  async row(conversationId: string): Promise<ConversationRow> {
    const [row] = await this.database.query<ConversationRow>(
      `select state, away, agent_id as "agentId", slot, units from conversations where id = $1`,
      [conversationId],
    );
    return row ?? { state: 'not-started', away: false, agentId: null, slot: 'none', units: 0 };
  }

  async usedUnits(agentId: string): Promise<number | undefined> {
    const [row] = await this.database.query<{ used: number }>(
      `select used_units as used from agents where id = $1`,
      [agentId],
    );
    return row?.used;
  }

  /** Returns the types of routing's facts of one conversation, in order. */
  async factTypes(conversationId: string): Promise<string[]> {
    return (await this.facts(conversationId)).map((fact) => fact.type);
  }

  facts(conversationId: string): Promise<RoutingFact[]> {
    return this.database.query<RoutingFact>(
      `select type, data from outbox where family = 'routing' and aggregate_id = $1 order by version`,
      [conversationId],
    );
  }

  audit(sql: Sql = this.database): Promise<string[]> {
    return auditCapacity(sql);
  }

  /** Waits until an agent's settings have arrived. */
  untilMaximum(agentId: string, maxUnits: number): Promise<unknown> {
    return eventually(async () => {
      const rows = await this.database.query(`select max_units as "maxUnits" from agents where id = $1`, [
        agentId,
      ]);
      expect(rows).toEqual([{ maxUnits }]);
    });
  }

  async connectionOf(agentId: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ line: string }>(`select line from agents where id = $1`, [
      agentId,
    ]);
    return row?.line;
  }
}

interface ConversationRow {
  state: string;
  away: boolean;
  agentId: string | null;
  slot: string;
  units: number;
}

export const now = (): string => instant(Date.now());

export function started(conversationId: string, workstreamId: string): Fact {
  const data = { conversationId, workstreamId, widgetId: 'widget', locale: 'en', signedIn: false, at: now() };
  return { type: 'ConversationStarted', data };
}

export function opened(conversationId: string, epoch: number, kind: WindowKind): Fact {
  const window = { limitSeconds: 60, extensionsLeft: 0, extensionSeconds: 60 };
  const data = { conversationId, epoch, kind, lostAt: now(), deadlineAt: now(), ...window };
  return { type: 'ReconnectionWindowOpened', data };
}

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
  maxUnits: 1,
  defaultPresence: 'available',
  graceSeconds: 150,
  workstreamIds: [],
};

function producerOf(fact: Fact): ServiceName | undefined {
  return families.find((family) => fact.type in family.facts)?.producer;
}
