import {
  session as sessionFamily,
  type AgentSessionFact,
  type Fact,
  type SessionFact,
  type Way,
} from '@rejoin/contracts';
import { isRefused, millis, type Instant, type Refused } from '@rejoin/kernel';
import assert from 'node:assert/strict';
import { decide, type SessionCommand } from '../../apps/session-gateway/src/domain/decide-session';
import {
  signedOutDesk,
  decideDesk,
  evolveDesk,
  type Desk,
  type DeskCommand,
} from '../../apps/session-gateway/src/domain/desk';
import { evolve } from '../../apps/session-gateway/src/domain/evolve-session';
import {
  bindGraceSeconds,
  newSession,
  type Connection,
  type Session,
  type SessionEvent,
} from '../../apps/session-gateway/src/domain/session';
import { systemEntry } from '../../apps/session-gateway/src/domain/system-entry';
import { Sockets } from './sockets.model';

export interface Claim {
  readonly conversationId: string;
  readonly epoch: number;
  readonly claim: string;
  readonly secretHash: string;
  readonly way: Way;
  readonly linkId: string | null;
  readonly newDevice: boolean;
}

export interface Redeems {
  readonly linkId: string;
  readonly by: string;
}

export const debounceSeconds = 1;
const graceSeconds = 2;
export const rules = { limitSeconds: 12, openHoldSeconds: 8, extension: { times: 2, seconds: 5 } };

const ownFacts = new Set(Object.keys(sessionFamily.facts));

/** The gateways' Postgres around their deciders. Each call is one transaction of one gateway. */
export class GatewayModel {
  readonly sessions = new Map<string, Session>();
  readonly desks = new Map<string, Desk>();
  readonly claims = new Map<string, Claim>();
  /** The links that were sent, with the secret that redeemed them. */
  readonly links = new Map<string, { conversationId: string; redeemedBy: string | null }>();
  readonly sockets = new Sockets();

  constructor(
    private readonly now: () => Instant,
    private readonly tell: (fact: SessionFact | AgentSessionFact) => void,
  ) {}

  start(conversationId: string, secretHash: string, connection: Connection): void {
    const ids = { conversationId, org: 'default', widgetId: 'w', workstreamId: 's' };
    const session = newSession({ ...ids, locale: 'en', signedIn: false, secretHash });
    const { org: _, ...data } = ids;
    this.apply(session, [
      { type: 'ConnectionJoined', data: { connection, at: this.now() } },
      { type: 'ConversationStarted', data: { ...data, locale: 'en', signedIn: false, at: this.now() } },
    ]);
  }

  change(id: string, command: SessionCommand, redeems?: Redeems): Session | Refused {
    const session = this.sessions.get(id);
    assert(session);
    const events = decide(session, command, this.now());
    if (isRefused(events)) return events;
    if (redeems && events.length > 0) {
      const link = this.links.get(redeems.linkId);
      // An accepted return is always bound: the link was checked before the request to the timer.
      if (!link || (link.redeemedBy !== null && command.type !== 'bind')) return { refused: 'denied' };
      this.links.set(redeems.linkId, { ...link, redeemedBy: redeems.by });
    }
    return this.apply(session, events);
  }

  /** An agent's message that contains a reconnect link. */
  sendLink(conversationId: string, agentId: string, linkId: string): void {
    const author = { party: 'agent', agentId, connectionId: 'desk' } as const;
    const sent = this.change(conversationId, { type: 'post', author, bytes: 1, linkId });
    if (!isRefused(sent)) this.links.set(linkId, { conversationId, redeemedBy: null });
  }

  /** A note for the support side, also when the conversation is over for its customer. */
  note(conversationId: string, agentId: string): void {
    const author = { party: 'agent', agentId, connectionId: 'desk' } as const;
    this.change(conversationId, { type: 'post', author, bytes: 1, linkId: null, isNote: true });
  }

  /** The retention of a workstream, or an administrator. It must leave alone what is not closed. */
  keepNoLonger(conversationId: string, what: 'erase' | 'delete'): void {
    const before = this.sessions.get(conversationId);
    const command = what === 'erase' ? ({ type: 'erase', because: 'retention' } as const) : { type: what };
    const result = this.change(conversationId, command);
    assert.equal(isRefused(result), before?.state !== 'closed');
  }

  changeDesk(agentId: string, command: DeskCommand): void {
    let desk = this.desks.get(agentId) ?? signedOutDesk(agentId);
    const events = decideDesk(desk, command, this.now());
    if (isRefused(events)) return;
    for (const event of events) {
      desk = evolveDesk(desk, event);
      if (event.type === 'DeskConnectionJoined')
        this.sockets.open(event.data.connection, agentId, desk.epoch, this.now());
      else if (event.type !== 'DeskConnectionsLost') this.tell(event);
      if (event.type === 'AgentDisconnected') this.wasLost(agentId, desk.epoch, event.data.lostAt);
    }
    this.desks.set(agentId, desk);
  }

  consume(fact: Fact): boolean {
    switch (fact.type) {
      case 'AgentConnected':
      case 'AgentDisconnected':
      case 'AgentSignedOut':
        for (const { conversationId, agentId, state } of [...this.sessions.values()]) {
          if (agentId !== fact.data.agentId || state !== 'active') continue;
          this.seeDesk(conversationId, agentId);
        }
        return true;
      case 'ReconnectAccepted': {
        const { conversationId, epoch, claim } = fact.data;
        const found = this.claims.get(`${conversationId} ${epoch} ${claim}`);
        if (found) this.bind(found, null);
        break;
      }
      default:
    }
    if ('conversationId' in fact.data) {
      this.change(fact.data.conversationId, { type: 'apply-fact', event: fact as SessionEvent });
    }
    if (fact.type === 'AgentAssigned') this.seeDesk(fact.data.conversationId, fact.data.agentId);
    return true;
  }

  bind(claim: Claim, connection: Connection | null, extendedBy?: readonly string[]): Session | Refused {
    const { conversationId, epoch, secretHash, way, linkId, newDevice } = claim;
    const who = { secretHash, way, linkId, newDevice, connection, successorLinkId: null };
    const redeems = linkId === null ? undefined : { linkId, by: secretHash };
    return this.change(conversationId, { type: 'bind', epoch, ...who, extendedBy }, redeems);
  }

  promoteDue(): void {
    for (const id of this.sessions.keys()) this.change(id, { type: 'promote', rules });
    for (const id of this.desks.keys()) this.changeDesk(id, { type: 'promote', graceSeconds });
  }

  sweep(incarnation: string, lostAt: Instant): void {
    for (const id of this.sessions.keys()) {
      this.change(id, { type: 'sweep', incarnation, lostAt, debounceSeconds });
    }
    for (const id of this.desks.keys()) this.changeDesk(id, { type: 'sweep', incarnation, lostAt });
  }

  get dueAt(): Instant[] {
    return [...this.sessions.values(), ...this.desks.values()].flatMap(({ promoteAt }) => promoteAt ?? []);
  }

  private seeDesk(conversationId: string, agentId: string): void {
    this.change(conversationId, {
      type: 'apply-desk-status',
      agentId,
      status: this.desks.get(agentId)?.status,
    });
  }

  private apply(before: Session, events: readonly SessionEvent[]): Session {
    let session = before;
    for (const event of events) {
      const { lastSeq } = session;
      session = evolve(session, event);
      this.check(session, event, lastSeq);
      if (ownFacts.has(event.type)) this.tell(event as SessionFact);
    }
    this.sessions.set(session.conversationId, session);
    return session;
  }

  /**
   * Checks promise 2 (no gap between entries) and 19 (one live epoch), and that only customers without a
   * connection since the last sign of life are away.
   */
  private check(session: Session, event: SessionEvent, seq: number): void {
    const { conversationId, epoch, lines } = session;
    const isWritten = event.type === 'MessageSent' || event.type === 'NoteAdded';
    const isEntry = isWritten || systemEntry(event) !== null;
    assert.equal(session.lastSeq, seq + (isEntry ? 1 : 0), `a gap in the transcript at ${event.type}`);
    const connection =
      event.type === 'ConnectionJoined' || event.type === 'SessionBound' ? event.data.connection : null;
    if (connection) this.sockets.open(connection, conversationId, epoch, this.now());
    for (const { id } of lines)
      assert.equal(this.sockets.epochOf(id), epoch, 'a line of an older epoch lives');
    if (event.type === 'SessionBound') this.sockets.bound(conversationId, epoch, event.data.at);
    if (event.type === 'CustomerDisconnected') this.wasLost(conversationId, epoch, event.data.lostAt);
  }

  private wasLost(id: string, epoch: number, lostAt: Instant): void {
    const { alive, lastProofOfLife, everOpen } = this.sockets.of(id, epoch);
    assert.deepEqual(alive, [], `${id} counts as away with a live line`);
    assert.equal(lostAt, lastProofOfLife, `${id} was alive until ${lastProofOfLife}, lost at ${lostAt}`);
    const patience = everOpen ? debounceSeconds : bindGraceSeconds;
    const waited = millis(this.now()) - millis(lostAt);
    assert(waited >= patience * 1000, `${id} counts as away after ${waited} ms`);
  }
}
