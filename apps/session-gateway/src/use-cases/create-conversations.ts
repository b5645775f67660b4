import { defaultOrganisation, type Visit } from '@rejoin/contracts';
import { newId, refuse, type Refused } from '@rejoin/kernel';
import { Database, databaseClock, Batcher, isDuplicate } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { CustomerKeys } from '../domain/customer-keys';
import { type Connection, newSession, type Session } from '../domain/session';
import { readBlocked, shareWithBlocks } from '../store/blocks.store';
import { ConversationsStore } from '../store/conversations.store';
import { findExisting, type ExistingConversation, type StartKey } from '../store/session-lookups';
import type { NewConversation } from '../store/session-rows';
import type { Identity } from './identify-customer';

export interface StartDetails {
  readonly widgetId: string;
  readonly name: string | null;
  /** Data that the page sends about the customer. */
  readonly context: Record<string, string> | null;
  readonly visit: Visit | null;
  readonly connection: Connection;
}

export interface NewStart {
  readonly start: StartDetails;
  readonly secretHash: string;
  /** What recognises the customer, so that a block refuses the start. */
  readonly keys: CustomerKeys;
  readonly identity: Identity | null;
  readonly locale: string;
  readonly workstreamId: string;
}

/**
 * More starts than this are refused as `unavailable`. Returns can wait in longer queues, so new chats give way to
 * them under load.
 */
const maxWaitingStarts = 2_000;

/** Creates conversations, many in one commit. Each start and each signed-in customer gets one. */
@Injectable()
export class CreateConversations {
  private readonly finds = new Batcher<StartKey, ExistingConversation | undefined>(
    (keys) => findExisting(this.database, keys),
    { name: 'known-starts', max: 300, lanes: 2 },
  );
  private readonly starts = new Batcher<NewStart, Session | Refused | undefined>(
    (starts) => this.insertMany(starts),
    {
      name: 'starts',
      max: 300,
      capacity: maxWaitingStarts,
    },
  );

  constructor(
    private readonly database: Database,
    private readonly conversations: ConversationsStore,
  ) {}

  find(key: StartKey): Promise<ExistingConversation | undefined> {
    return this.finds.submit(key);
  }

  /**
   * Returns undefined when another start of the same customer was committed first. A blocked customer gets the refusal of a
   * widget that is closed for everybody, and cannot tell the difference.
   */
  async create(conversation: NewStart): Promise<Session | Refused | undefined> {
    try {
      return await this.starts.submit(conversation);
    } catch (error) {
      // The other start was committed between the lookup and the insert.
      if (isDuplicate(error)) return undefined;
      throw error;
    }
  }

  /** Returns undefined for each start that exists already, or whose signed-in customer already has a conversation. */
  private insertMany(starts: readonly NewStart[]): Promise<(Session | Refused | undefined)[]> {
    return this.database.transaction(async (tx) => {
      shareWithBlocks(tx);
      const [existing, isBlocked, at] = await Promise.all([
        findExisting(tx, starts.map(keyOf)),
        readBlocked(
          tx,
          starts.map(({ keys }) => keys),
        ),
        databaseClock(tx),
      ]);
      const takenKeys = new Set<string>();
      const newStarts = starts.filter((start, i) => {
        const keys = uniqueKeys(keyOf(start));
        const isNew = !existing[i] && isBlocked[i] !== true && keys.every((key) => !takenKeys.has(key));
        if (isNew) for (const key of keys) takenKeys.add(key);
        return isNew;
      });
      const sessions = this.conversations.insertMany(
        tx,
        newStarts.map((start) => newConversation(start)),
        at,
      );
      const sessionByStart = new Map(newStarts.map((start, i) => [start, sessions[i]]));
      return starts.map((start, i) =>
        isBlocked[i] === true && !existing[i] ? refuse('widget-inactive') : sessionByStart.get(start),
      );
    });
  }
}

function keyOf({ start: { widgetId }, secretHash, identity }: NewStart): StartKey {
  return { widgetId, secretHash, subjectHash: identity?.subjectHash ?? null };
}

/** Returns the keys that no two conversations may share. */
function uniqueKeys({ widgetId, secretHash, subjectHash }: StartKey): string[] {
  return subjectHash === null ? [secretHash] : [secretHash, `${widgetId} ${subjectHash}`];
}

function newConversation({
  start,
  secretHash,
  keys,
  identity,
  locale,
  workstreamId,
}: NewStart): NewConversation {
  const { widgetId, connection } = start;
  const common = { conversationId: newId(), widgetId, workstreamId, locale };
  return {
    session: newSession({ ...common, org: defaultOrganisation, secretHash, signedIn: identity !== null }),
    connection,
    // Claims that the portal signed take precedence over data that the page sends.
    name: identity?.name ?? start.name,
    keys,
    context: identity?.context ?? start.context,
    visit: start.visit,
  };
}
