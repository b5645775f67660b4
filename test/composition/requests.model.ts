import type { Party, SealReason, Way } from '@rejoin/contracts';
import { isRefused, millis, type Instant, type Refused } from '@rejoin/kernel';
import type { Intent } from '../../apps/routing/src/domain/commands';
import { hasExtended, type Connection, type Session } from '../../apps/session-gateway/src/domain/session';
import { debounceSeconds, rules, type GatewayModel } from './gateway.model';
import type { RoutingModel } from './routing.model';
import type { TimerModel } from './timer.model';

/** A request at a gateway. Anything may happen between its steps, and it ends with its process. */
export type Request = Generator<undefined, void>;

interface Returning {
  readonly secretHash: string;
  readonly way: Way;
  readonly linkId: string | null;
  readonly connection: Connection | null;
}

/**
 * The gateway's use cases, with a `yield` wherever they wait for Postgres or for another service. See
 * apps/session-gateway/src/use-cases: resume-conversation, redeem-link, return-to-conversation, extend-time,
 * serve-conversation.
 */
export class Requests {
  private asked = 0;
  /**
   * The last request of each conversation, which is sent again by a client that has not received the answer.
   */
  private readonly last = new Map<string, string>();

  constructor(
    private readonly gateway: GatewayModel,
    private readonly timer: TimerModel,
    private readonly routing: RoutingModel,
    private readonly now: () => Instant,
  ) {}

  /** The instant at which each claim was recorded first. */
  private readonly askedAt = new Map<string, Instant>();

  *resume(id: string, secretHash: string, connection: Connection): Request {
    const session = this.session(id);
    yield;
    if (session.sealed || session.secretHash !== secretHash) return;
    yield* this.returnTo(session, { secretHash, way: 'resume', linkId: null, connection });
  }

  *redeem(linkId: string, secretHash: string): Request {
    const link = this.gateway.links.get(linkId);
    if (!link) return;
    yield;
    const session = this.session(link.conversationId);
    if (session.sealed || link.redeemedBy !== null) return;
    yield;
    yield* this.returnTo(session, { secretHash, way: 'link', linkId, connection: null });
  }

  *prompt(id: string, secretHash: string): Request {
    const session = this.session(id);
    yield;
    if (session.sealed) return;
    yield* this.returnTo(session, { secretHash, way: 'prompt', linkId: null, connection: null });
  }

  *lose(id: string, connectionId: string): Request {
    const closedAt = this.now();
    yield;
    this.gateway.sockets.written(connectionId);
    const elapsedMs = millis(this.now()) - millis(closedAt);
    this.gateway.change(id, { type: 'lose', connectionId, elapsedMs, debounceSeconds });
  }

  *loseDesk(agentId: string, connectionId: string): Request {
    const closedAt = this.now();
    yield;
    this.gateway.sockets.written(connectionId);
    const elapsedMs = millis(this.now()) - millis(closedAt);
    this.gateway.changeDesk(agentId, { type: 'lose', connectionId, elapsedMs });
  }

  *extend(conversationId: string, by: Party, isAgain: boolean): Request {
    const session = this.session(conversationId);
    const { sealed, status, epoch } = session;
    const request = (isAgain && this.last.get(conversationId)) || `r${++this.asked}`;
    this.last.set(conversationId, request);
    yield;
    if (hasExtended(session, request) || sealed) return;
    if (status === 'away') this.timer.ask({ type: 'extend', conversationId, epoch, by, request });
    else this.gateway.change(conversationId, { type: 'extend-ahead', by, rules, request });
  }

  /** A customer closes or starts a new chat (`agentId` null), or an agent ends or stops waiting. */
  *seal(conversationId: string, agentId: string | null, reason: SealReason): Request {
    const session = this.session(conversationId);
    yield;
    if (agentId !== null && (session.agentId !== agentId || session.sealed)) return;
    if (reason === 'gave-up' && session.status !== 'away') return;
    const by = agentId === null ? 'customer' : 'agent';
    const awayEpoch = reason === 'gave-up' ? session.epoch : null;
    this.timer.ask({ type: 'seal', conversationId, by, agentId, reason, awayEpoch });
  }

  /**
   * A request of an agent, or (`agentId` null) of a supervisor, at routing. It carries what the gateway
   * knows.
   */
  *handOn(conversationId: string, agentId: string | null, intent: () => Intent): Request {
    const session = this.session(conversationId);
    yield;
    if (agentId !== null && session.agentId !== agentId) return;
    const { status, epoch } = session;
    if (status === 'away') this.routing.known(conversationId, { type: 'customer-away', epoch });
    this.routing.known(conversationId, intent());
  }

  private *returnTo(found: Session, returning: Returning): Request {
    let session = found;
    for (let attempt = 1; attempt <= 3; attempt++) {
      const outcome =
        session.status === 'away'
          ? yield* this.fromAway(session, returning)
          : this.whileHere(session, returning);
      if (!isRefused(outcome) || outcome.refused !== 'reconnect-available') return;
      yield;
      session = this.session(session.conversationId);
    }
  }

  private whileHere(session: Session, { secretHash, way, linkId, connection }: Returning): Session | Refused {
    const { conversationId } = session;
    if (session.secretHash === secretHash && connection) {
      return this.gateway.change(conversationId, { type: 'join', connection, secretHash });
    }
    const who = { secretHash, way, linkId, connection, successorLinkId: null };
    const redeems = linkId === null ? undefined : { linkId, by: secretHash };
    return this.gateway.change(conversationId, { type: 'take-over', ...who }, redeems);
  }

  private *fromAway(session: Session, returning: Returning): Generator<undefined, Session | Refused> {
    const { conversationId, epoch, window } = session;
    const { secretHash, way, connection } = returning;
    if (!window) return { refused: 'conversation-ended' };
    yield;
    const link = this.gateway.links.get(returning.linkId ?? '');
    const isUsed = (link?.redeemedBy ?? null) !== null;
    if (isUsed && link?.redeemedBy !== secretHash) return { refused: 'denied' };
    const linkId = isUsed ? null : returning.linkId;
    const claim = `claim-of-${secretHash}`;
    const key = `${conversationId} ${epoch} ${claim}`;
    const newDevice = secretHash !== session.secretHash;
    const written = { conversationId, epoch, claim, secretHash, way, linkId, newDevice };
    if (!this.gateway.claims.has(key)) this.gateway.claims.set(key, written);
    const askedAt = this.askedAt.get(key) ?? this.now();
    this.askedAt.set(key, askedAt);
    yield;
    const { epoch: _, extensionsLeft: __, ...terms } = window;
    const answer = this.timer.ask({ type: 'request', conversationId, epoch, claim, way, terms, askedAt });
    yield;
    if (isRefused(answer)) return answer;
    const extendedBy = answer && 'extendedBy' in answer ? answer.extendedBy : undefined;
    return this.gateway.bind(written, connection, extendedBy);
  }

  private session(id: string): Session {
    const session = this.gateway.sessions.get(id);
    if (!session) throw new Error(`no conversation ${id}`);
    return session;
  }
}
