import type { BlockTerms } from '@rejoin/contracts';
import { isRefused, newId, plusSeconds, refuse, type Refused, type EmptyReply } from '@rejoin/kernel';
import { Outbox } from '@rejoin/messaging';
import { Database, databaseClock, type Tx } from '@rejoin/persistence';
import type { Principal } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { lastsLonger, refuseHours } from '../domain/block-terms';
import { keysOfBlock } from '../domain/customer-keys';
import type { RequestedEnd } from '../domain/session';
import type { Author } from '../domain/session-author';
import { writeAccess } from '../store/access-log.store';
import { BlocksStore, holdStarts } from '../store/blocks.store';
import { ConversationsStore } from '../store/conversations.store';
import { AuthoriseFrame } from './authorise-frame';
import { SealConversation } from './seal-conversation';

/** Who blocks a customer. An agent blocks the customers of their own conversations. */
export type Blocker = Pick<Principal, 'org' | 'accountId' | 'agentId' | 'displayName'> & {
  readonly isSupervisor: boolean;
};

/**
 * Blocks the customer of a conversation. The block, the end of all conversations of the customer, the record and the fact
 * are one transaction, and no chat can begin at the same time. The seals follow, and are asked for until the timer has given them.
 */
@Injectable()
export class BlockCustomer {
  constructor(
    private readonly database: Database,
    private readonly blocks: BlocksStore,
    private readonly conversations: ConversationsStore,
    private readonly outbox: Outbox,
    private readonly sealing: SealConversation,
    private readonly frames: AuthoriseFrame,
  ) {}

  /** A desk whose connection was replaced may block nobody. */
  async blockFromDesk(
    author: Author,
    blocker: Blocker,
    conversationId: string,
    terms: BlockTerms,
  ): Promise<EmptyReply | Refused> {
    const authorised = await this.frames.run(conversationId, author);
    return isRefused(authorised) ? authorised : this.run(blocker, conversationId, terms);
  }

  /** The same request again changes nothing. A longer block replaces a shorter one of the same conversation. */
  async run(blocker: Blocker, conversationId: string, terms: BlockTerms): Promise<EmptyReply | Refused> {
    const refusal = refuseHours(terms.hours, blocker.isSupervisor);
    if (refusal) return refusal;
    const endings = await this.database.transaction((tx) => this.block(tx, blocker, conversationId, terms));
    if (isRefused(endings)) return endings;
    // The customer is blocked already, so a seal that fails now is not reported: the gateway asks for it again.
    await Promise.allSettled(
      endings.map(([id, ending]) => this.sealing.run({ conversationId: id, ...ending })),
    );
    return {};
  }

  private async block(
    tx: Tx,
    blocker: Blocker,
    conversationId: string,
    { hours, reason, address }: BlockTerms,
  ): Promise<[string, RequestedEnd][] | Refused> {
    const { org, accountId, agentId, displayName, isSupervisor } = blocker;
    holdStarts(tx);
    const locked = await this.blocks.lock(tx, org, conversationId);
    const session = locked?.conversation.session;
    if (!session || (!isSupervisor && session.agentId !== agentId)) return refuse('not-your-conversation');
    if (session.state === 'closed') return refuse('conversation-ended');
    const [stored, isFull, at] = await Promise.all([
      this.blocks.find(tx, conversationId),
      this.blocks.isFull(tx, org),
      databaseClock(tx),
    ]);
    const until = hours === null ? null : plusSeconds(at, hours * 3600);
    const isOwn = agentId !== null && session.agentId === agentId;
    const by = isOwn ? 'agent' : 'supervisor';
    if (!stored || lastsLonger(until, stored.until)) {
      if (!stored && isFull) return refuse('too-many');
      const blockId = stored?.blockId ?? newId();
      const keys = keysOfBlock(locked.conversation, { address });
      const block = { blockId, org, conversationId, accountId, accountName: displayName };
      this.blocks.write(tx, { ...block, reason: reason.trim() || null, madeAt: at, until }, keys);
      writeAccess(tx, blocker, { what: 'block', conversationId, details: { blockId, hours: hours ?? 0 } });
      const data = { blockId, conversationId, by, accountId, until, at } as const;
      this.outbox.append(tx, [{ type: 'CustomerBlocked', data }], org);
    }
    const results = await this.conversations.changeMany(
      tx,
      locked.openIds.map((id) => ({
        conversationId: id,
        command: { type: 'end-for-block', by, agentId, accountId },
      })),
    );
    return results.flatMap((result) => {
      if (isRefused(result)) return [];
      const { conversationId: id, ending, sealed } = result.session;
      return ending && !sealed ? [[id, ending] as [string, RequestedEnd]] : [];
    });
  }
}
