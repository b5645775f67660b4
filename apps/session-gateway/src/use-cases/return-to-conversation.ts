import { setTimeout as pause } from 'node:timers/promises';
import { requestReconnect, type Way } from '@rejoin/contracts';
import { claimOf, isRefused, newId, refuse, type Instant, type Refused } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { refuseEnded, type Connection, type Session } from '../domain/session';
import { countFailedReturn, countReturn } from '../outbound/figures.metrics';
import { ClaimsStore } from '../store/claims.store';
import { ConversationsStore } from '../store/conversations.store';
import type { ConversationChangeResult } from '../store/session-batch';
import { readSession } from '../store/session-lookups';
import { claimedLinks, readLink } from '../store/links.store';
import { SettingsStore } from '../store/settings.store';

const maxBindPolls = 20;
const bindPollMs = 50;

/** A return by a claimant whose right to this conversation has been verified. */
export interface ReturnRequest {
  readonly secretHash: string;
  readonly way: Way;
  readonly linkId: string | null;
  /** The socket that returns. Null when the claim came over HTTP and the socket follows. */
  readonly connection: Connection | null;
  /**
   * The time at which the claim of the session that is away was written. When it is missing, the claim must still be
   * written.
   */
  readonly askedAt?: Instant | null;
}

/**
 * Lets a verified claimant return. When the customer is away, the timer decides by the deadline. When the customer is
 * connected elsewhere, the return is a takeover, which the gateway decides itself. The same secret always gets the
 * same answer.
 */
@Injectable()
export class ReturnToConversation {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly conversations: ConversationsStore,
    private readonly claims: ClaimsStore,
    private readonly settings: SettingsStore,
  ) {}

  async run(session: Session, request: ReturnRequest): Promise<ConversationChangeResult | Refused> {
    const { way } = request;
    try {
      const outcome = session.sealed ? refuseEnded(session) : await this.returnTo(session, request);
      countReturn(session, way, outcome);
      return outcome;
    } catch (error) {
      countFailedReturn(way);
      throw error;
    }
  }

  private async returnTo(
    initialSession: Session,
    request: ReturnRequest,
  ): Promise<ConversationChangeResult | Refused> {
    let session = initialSession;
    for (let attempt = 1; attempt <= 3; attempt++) {
      const outcome = await (session.status === 'away'
        ? this.fromAway(session, request, session === initialSession ? request.askedAt : null)
        : this.whileConnected(session, request));
      if (!isRefused(outcome)) return outcome;
      if (outcome.refused === 'superseded' && request.way !== 'resume') {
        // The timer accepted another claimant a moment before. A link or a prompt takes over from that claimant once
        // the claimant is bound.
        const newerSession = await this.waitForNewerEpoch(session);
        if (!newerSession) return outcome;
        session = newerSession;
      } else if (outcome.refused === 'reconnect-available') {
        // The session was marked as away between the lookup and the lock, so the timer must be asked now.
        session = (await readSession(this.database, session.conversationId)) ?? session;
      } else return outcome;
    }
    return refuse('unavailable');
  }

  /**
   * Waits until a newer epoch is bound, which takes the other claimant's gateway a moment, and returns the
   * conversation.
   */
  private async waitForNewerEpoch({ conversationId, epoch }: Session): Promise<Session | undefined> {
    for (let attempt = 1; attempt <= maxBindPolls; attempt++) {
      const session = await readSession(this.database, conversationId);
      if (session && (session.epoch > epoch || session.sealed)) return session;
      await pause(bindPollMs);
    }
    return undefined;
  }

  private async whileConnected(
    session: Session,
    { secretHash, way, linkId, connection }: ReturnRequest,
  ): Promise<ConversationChangeResult | Refused> {
    const { conversationId } = session;
    if (session.secretHash === secretHash) {
      return connection
        ? this.conversations.change({ conversationId, command: { type: 'join', connection, secretHash } })
        : this.conversations.change({
            conversationId,
            command: { type: 'take-over', secretHash, way, linkId, connection, successorLinkId: null },
          });
    }
    const successorLinkId = await this.newSuccessorLink(session, linkId);
    return this.conversations.change({
      conversationId,
      command: { type: 'take-over', secretHash, way, linkId, connection, successorLinkId },
      links: claimedLinks({ secretHash, linkId, successorLinkId }),
    });
  }

  private async fromAway(
    session: Session,
    request: ReturnRequest,
    claimedAt: Instant | null | undefined,
  ): Promise<ConversationChangeResult | Refused> {
    const { conversationId, workstreamId, epoch, window } = session;
    const { secretHash, way, connection } = request;
    if (!window) return refuseEnded(session);
    const linkId = await this.unusedLink(request);
    if (isRefused(linkId)) return linkId;
    const claim = claimOf(secretHash);
    const newDevice = secretHash !== session.secretHash;
    const successorLinkId = await this.newSuccessorLink(session, linkId);
    const claimant = { epoch, secretHash, way, linkId, newDevice, successorLinkId };
    const askedAt = claimedAt ?? (await this.claims.write({ conversationId, claim, ...claimant }));
    const { kind, lostAt, awayAt, deadlineAt, limitSeconds, extension } = window;
    const answer = await this.bus.ask(requestReconnect, {
      conversationId,
      epoch,
      claim,
      way,
      workstreamId,
      askedAt,
      window: { kind, lostAt, awayAt, deadlineAt, limitSeconds, extension },
    });
    if (isRefused(answer)) return answer;
    return this.conversations.change({
      conversationId,
      command: { type: 'bind', ...claimant, connection, extendedBy: answer.extendedBy },
      links: claimedLinks(claimant),
    });
  }

  /**
   * Returns the link when it can still be redeemed, or null when this claimant has redeemed it already. The session
   * is away when the link is read, so no one else can use the link before a claimant is accepted, and an accepted
   * claimant is never refused.
   */
  private async unusedLink({ linkId, secretHash }: ReturnRequest): Promise<string | null | Refused> {
    const link = linkId === null ? undefined : await readLink(this.database, linkId);
    const usedBy = link?.redeemedBy ?? null;
    if (usedBy === null) return linkId;
    return usedBy === secretHash ? null : refuse('denied');
  }

  /** A redeemed link cannot be used again, so its customer gets a new one while the widget allows it. */
  private async newSuccessorLink(session: Session, linkId: string | null): Promise<string | null> {
    if (linkId === null) return null;
    const widget = await this.settings.widget(session.widgetId);
    return widget?.reconnect.enabled ? newId() : null;
  }
}
