import { families, type WrapUpRule } from '@rejoin/contracts';
import { instant, millis, type Instant } from '@rejoin/kernel';
import assert from 'node:assert/strict';
import { isOpen } from '../../apps/reconnection-timer/src/domain/window';
import type { Connection, Session } from '../../apps/session-gateway/src/domain/session';
import { BusModel } from './bus.model';
import { GatewayModel } from './gateway.model';
import { Requests, type Request } from './requests.model';
import { RoutingModel } from './routing.model';
import { TimerModel } from './timer.model';
import { Witness, type ToldFact } from './witness.model';

export const conversationIds = ['c1', 'c2', 'c3'];
export const agentIds = ['anna', 'ben'];

export interface Terms {
  readonly units: number;
  readonly rule: WrapUpRule;
  readonly offerSeconds?: number | null;
}

/** The safeguards that a canary removes. */
export interface Safeguards {
  readonly ordered?: boolean;
  readonly looksAtRoom?: boolean;
}

const familyOf = new Map(families.flatMap((one) => Object.keys(one.facts).map((type) => [type, one])));

/** Three services, the bus between them, a clock, and requests in progress. */
export class SystemModel {
  readonly witness = new Witness();
  readonly bus: BusModel;
  readonly gateway: GatewayModel;
  readonly timer: TimerModel;
  readonly routing: RoutingModel;
  readonly requests: Requests;
  readonly secrets = new Map<string, string[]>();
  readonly underWay: { readonly incarnation: string; readonly request: Request }[] = [];
  private readonly incarnations = ['g1', 'g2'];
  private readonly dead: { incarnation: string; lostAt: string }[] = [];
  private time = Date.UTC(2026, 0, 31, 9);
  private ids = 0;

  constructor(
    { units, rule, offerSeconds = null }: Terms,
    { ordered = true, looksAtRoom = true }: Safeguards = {},
  ) {
    const now = () => this.now;
    const tell = (fact: ToldFact) => this.tell(fact);
    const workstream = {
      unitsPerConversation: units,
      wrapUpRule: rule,
      wrapUpSeconds: 2,
      autoCloseSeconds: 3,
      offerSeconds,
    };
    this.bus = new BusModel(ordered);
    this.gateway = new GatewayModel(now, tell);
    this.timer = new TimerModel(now, tell);
    this.routing = new RoutingModel(now, tell, workstream, looksAtRoom);
    this.requests = new Requests(this.gateway, this.timer, this.routing, now);
    this.connect();
    for (const agentId of agentIds) this.hire(agentId, 2, true);
  }

  begin(): void {
    for (const agentId of agentIds)
      this.gateway.changeDesk(agentId, { type: 'join', connection: this.connection(0) });
    for (const id of conversationIds.slice(0, 2)) this.start(id, 0);
    this.settle();
  }

  get now(): Instant {
    return instant(this.time);
  }

  newId(): string {
    return `n${++this.ids}`;
  }

  connection(gateway: number): Connection {
    return { id: this.newId(), incarnation: this.gatewayOf(gateway) };
  }

  gatewayOf(gateway: number): string {
    return this.incarnations[gateway % this.incarnations.length] ?? '';
  }

  hire(agentId: string, maxUnits: number, active: boolean): void {
    this.routing.settings(agentId, { active, maxUnits, defaultPresence: 'available', workstreamIds: ['s'] });
  }

  start(id: string, gateway: number): void {
    const secret = this.newId();
    this.secrets.set(id, [secret]);
    this.gateway.start(id, secret, this.connection(gateway));
  }

  ask(gateway: number | string, request: Request): void {
    const incarnation = typeof gateway === 'string' ? gateway : this.gatewayOf(gateway);
    request.next();
    this.underWay.push({ incarnation, request });
  }

  advance(which: number): void {
    const at = which % Math.max(1, this.underWay.length);
    if (this.underWay[at]?.request.next().done) this.underWay.splice(at, 1);
  }

  pass(ms: number): void {
    this.time += ms;
  }

  /**
   * kill -9: the sockets and requests of the process are gone, and its last lease is up to a second old. A
   * new process follows.
   */
  die(gateway: number, leaseAgeMs: number): void {
    const at = gateway % this.incarnations.length;
    const incarnation = this.gatewayOf(gateway);
    const lostAt = instant(this.time - leaseAgeMs);
    this.gateway.sockets.die(incarnation, lostAt);
    this.dead.push({ incarnation, lostAt });
    this.incarnations[at] = `${incarnation}+`;
    const left = this.underWay.filter((one) => one.incarnation !== incarnation);
    this.underWay.splice(0, Infinity, ...left);
  }

  sweepDead(): void {
    for (const { incarnation, lostAt } of this.dead.splice(0)) this.gateway.sweep(incarnation, lostAt);
  }

  /** Delivers all facts in flight without advancing time. Afterwards the services must agree. */
  settle(): void {
    this.sweepDead();
    for (let turn = 0; this.underWay.length > 0; turn++) this.advance(turn);
    const stuck = this.bus.drain();
    this.routing.round();
    assert.equal(stuck + this.bus.drain(), 0, 'facts that nobody can apply');
    this.agree();
  }

  /** Advances time past every deadline and delivers the results. */
  end(): void {
    for (let turn = 0; turn < 100; turn++) {
      this.settle();
      const due = [...this.gateway.dueAt, ...this.timer.dueAt, ...this.routing.dueAt].sort()[0];
      if (due === undefined) break;
      this.time = Math.max(this.time, millis(due));
      this.gateway.promoteDue();
      this.timer.expireDue();
      this.timer.ringDue();
      this.routing.missDue();
    }
    for (const session of this.gateway.sessions.values()) this.isAtRest(session);
    this.routing.nobodyWaitsForNothing();
    this.witness.factsAreAsDeclared();
  }

  check(): void {
    this.routing.check();
  }

  /** The gateway must show what the timer and routing have decided. */
  private agree(): void {
    this.check();
    this.witness.everyReturnIsBound();
    for (const session of this.gateway.sessions.values()) {
      const { conversationId, status, epoch } = session;
      const { sealed = null, window = null } = this.timer.windows.get(conversationId) ?? {};
      const routed = this.routing.conversations.get(conversationId);
      assert(routed, 'routing has never heard of it');
      const agentId = routed.state === 'closed' ? session.agentId : routed.agentId;
      const slotHeld = routed.slot === 'held';
      const { state } = routed;
      assert.deepEqual(
        { state: session.state, agentId: session.agentId, slotHeld: session.slotHeld },
        { state, agentId, slotHeld },
      );
      assert.equal(session.sealed !== null, sealed !== null, 'sealed here, not there');
      assert.equal(sealed !== null, state === 'wrap-up' || state === 'closed', `sealed, yet ${state}`);
      if (sealed) continue;
      assert.equal(isOpen(window), status === 'away', `${status}, and a window that does not know`);
      if (isOpen(window)) assert.equal(window.epoch, epoch);
      assert.equal(session.window?.deadlineAt, isOpen(window) ? window.deadlineAt : undefined);
      assert.equal(routed.away, status === 'away', `${status}, and routing does not know`);
      const isDeskAway = this.gateway.desks.get(agentId ?? '')?.status === 'away';
      if (state === 'active')
        assert.equal(session.agentLost, isDeskAway, 'a desk that is not as it is shown');
    }
  }

  private isAtRest({ conversationId, sealed, status }: Session): void {
    assert(sealed || status === 'connected', `${conversationId} is ${status} for ever`);
    const state = this.routing.conversations.get(conversationId)?.state;
    assert(!sealed || state === 'closed', `${conversationId} is sealed, and ${state} for ever`);
    const active = state === 'active';
    const agent = this.routing.agents.get(this.gateway.sessions.get(conversationId)?.agentId ?? '');
    assert(!active || agent?.connection !== 'lost', `${conversationId} stays with an agent who is gone`);
  }

  private tell(fact: ToldFact): void {
    this.witness.hear(fact);
    const family = familyOf.get(fact.type);
    assert(family);
    this.bus.publish(family.name, String((fact.data as Record<string, unknown>)[family.idField]), fact);
  }

  private connect(): void {
    const { bus, gateway, timer, routing } = this;
    for (const family of ['routing', 'reconnection', 'agent-session']) {
      bus.add({ name: 'session-gateway', family, apply: (fact) => gateway.consume(fact) });
    }
    for (const family of ['session', 'reconnection', 'agent-session', 'deadline']) {
      bus.add({ name: 'routing', family, apply: (fact) => routing.consume(fact) });
    }
    bus.add({ name: 'reconnection-timer', family: 'session', apply: (fact) => timer.onSession(fact) });
    for (const family of ['routing', 'agent-session']) {
      bus.add({ name: 'reconnection-timer', family, apply: (fact) => timer.setAlarms(fact as never) });
    }
  }
}
