import { newId } from '@rejoin/kernel';
import { Database, databaseClock, Batcher, sqlState } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { type Connection, newSession, type Session } from '../domain/session';
import { ConversationsStore } from '../store/conversations.store';
import { findExisting, type ExistingConversation, type StartKey } from '../store/session-lookups';
import type { NewConversation } from '../store/session-rows';
import type { Identity } from './customer-identity';

export interface StartDetails {
  readonly widgetId: string;
  readonly name: string | null;
  /** What the page says about the customer. */
  readonly context: Record<string, string> | null;
  readonly connection: Connection;
}

export interface NewStart {
  readonly start: StartDetails;
  readonly secretHash: string;
  readonly identity: Identity | null;
  readonly locale: string;
  readonly workstreamId: string;
}

/**
 * So many starts may wait, and further ones are told `unavailable`. Whoever comes back waits in longer queues, so
 * that under load new chats give way first.
 */
const maxWaitingStarts = 2_000;
const uniqueViolation = '23505';

/** Makes conversations, many in one commit, of each start and of each signed-in customer one. */
@Injectable()
export class CreateConversations {
  private readonly finds = new Batcher<StartKey, ExistingConversation | undefined>(
    (keys) => findExisting(this.database, keys),
    { name: 'known-starts', max: 300, lanes: 2 },
  );
  private readonly starts = new Batcher<NewStart, Session | undefined>((starts) => this.insertMany(starts), {
    name: 'starts',
    max: 300,
    capacity: maxWaitingStarts,
  });

  constructor(
    private readonly database: Database,
    private readonly conversations: ConversationsStore,
  ) {}

  find(key: StartKey): Promise<ExistingConversation | undefined> {
    return this.finds.submit(key);
  }

  /** Undefined: another start of the same customer was quicker. */
  async create(conversation: NewStart): Promise<Session | undefined> {
    try {
      return await this.starts.submit(conversation);
    } catch (error) {
      // The other one was committed between our look and our write.
      if (sqlState(error) === uniqueViolation) return undefined;
      throw error;
    }
  }

  /** Undefined for those whose start, or whose signed-in customer, is known by now. */
  private insertMany(starts: readonly NewStart[]): Promise<(Session | undefined)[]> {
    return this.database.transaction(async (tx) => {
      const [existing, at] = await Promise.all([findExisting(tx, starts.map(keyOf)), databaseClock(tx)]);
      const takenKeys = new Set<string>();
      const newStarts = starts.filter((start, i) => {
        const keys = uniqueKeys(keyOf(start));
        const isNew = !existing[i] && keys.every((key) => !takenKeys.has(key));
        if (isNew) for (const key of keys) takenKeys.add(key);
        return isNew;
      });
      const sessions = this.conversations.insertMany(
        tx,
        newStarts.map((start) => newConversation(start)),
        at,
      );
      const sessionByStart = new Map(newStarts.map((start, i) => [start, sessions[i]]));
      return starts.map((start) => sessionByStart.get(start));
    });
  }
}

function keyOf({ start: { widgetId }, secretHash, identity }: NewStart): StartKey {
  return { widgetId, secretHash, subjectHash: identity?.subjectHash ?? null };
}

/** What no two conversations share. */
function uniqueKeys({ widgetId, secretHash, subjectHash }: StartKey): string[] {
  return subjectHash === null ? [secretHash] : [secretHash, `${widgetId} ${subjectHash}`];
}

function newConversation({ start, secretHash, identity, locale, workstreamId }: NewStart): NewConversation {
  const { widgetId, connection } = start;
  const common = { conversationId: newId(), widgetId, workstreamId, locale };
  return {
    session: newSession({ ...common, org: 'default', secretHash, signedIn: identity !== null }),
    connection,
    // What the portal has signed goes before what the page says.
    name: identity?.name ?? start.name,
    subjectHash: identity?.subjectHash ?? null,
    context: identity?.context ?? start.context,
  };
}
