import {
  fieldProblem,
  historyLimits,
  type Entry,
  type History,
  type HistoryFilters,
  type HistorySearch,
  type PastConversation,
} from '@rejoin/contracts';
import { isRefused, refuse, type Refused } from '@rejoin/kernel';
import { DatabaseTime } from '@rejoin/persistence';
import { hasRole, pageOf, type Principal } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { historyCursor } from '../domain/cursor';
import { searchQuery } from '../domain/search-words';
import { transcriptPage } from '../domain/transcript-page';
import { AccessLogStore, type AccessRecord } from '../store/access-log.store';
import { FeedStore } from '../store/feed.store';
import { HistoryStore, type HistoryReader } from '../store/history.store';

/** A page of the transcript of a closed conversation. `next` is the seq after which the following page begins. */
interface TranscriptOfPast {
  readonly conversation: PastConversation;
  readonly entries: readonly Entry[];
  readonly next: number | null;
}

/** Finds and reads closed conversations for agents, supervisors and their systems, and records who read them. */
@Injectable()
export class ReadHistory {
  private searches = 0;

  constructor(
    private readonly history: HistoryStore,
    private readonly feed: FeedStore,
    private readonly log: AccessLogStore,
    private readonly time: DatabaseTime,
  ) {}

  async search(
    principal: Principal,
    { search = '', cursor, limit, ...filter }: z.infer<typeof HistorySearch>,
  ): Promise<History | Refused> {
    const after = cursor === undefined ? null : historyCursor.parse(cursor);
    if (isRefused(after)) return after;
    const isBlank = search.trim() === '';
    const query = isBlank ? null : searchQuery(search, historyLimits.searchWords.value);
    if (query === null && !isBlank)
      return { ...refuse('invalid'), fields: [fieldProblem('/search', 'no-words')] };
    // Searches must leave connections to Postgres to the chats.
    if (this.searches >= historyLimits.searchesAtOnce.value) return refuse('too-many');
    this.searches++;
    const found = await this.history
      .find(readerOf(principal), { ...filter, query, after, limit: limit + 1 })
      .finally(() => this.searches--);
    await this.log.add(principal, searchRecord(filter, search, Math.min(found.length, limit)));
    return { ...pageOf(found, limit, historyCursor.keyOf, (item) => item), serverNow: this.time.now() };
  }

  listFilters(principal: Principal): Promise<HistoryFilters> {
    return this.history.filters(readerOf(principal));
  }

  /** Refuses unknown conversations and those that the reader may not read alike. */
  async readTranscript(
    principal: Principal,
    conversationId: string,
    { after, limit }: { after: number; limit: number },
  ): Promise<TranscriptOfPast | Refused> {
    const conversation = await this.history.read(readerOf(principal), conversationId);
    if (!conversation) return refuse('not-found');
    const page = await this.feed.read(conversationId, after);
    if (!page) return refuse('not-found');
    await this.log.addTranscript(principal, conversationId, after);
    return { conversation, ...transcriptPage(page, limit) };
  }
}

/** What is recorded of a search: its filters and numbers. The words are left out, since they are names and texts of customers. */
function searchRecord(
  filter: Omit<z.infer<typeof HistorySearch>, 'search' | 'cursor' | 'limit'>,
  search: string,
  found: number,
): AccessRecord {
  const { customerOf = null, ...others } = filter;
  const words = search.split(/\s+/).filter((word) => word !== '').length;
  const given = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined));
  return { what: 'search', conversationId: customerOf, details: { ...given, words, found } };
}

/** Service accounts have scopes instead of roles. They read the whole organisation, as with `GET /v1/conversations`. */
function readerOf(principal: Principal): HistoryReader {
  const { org, agentId, scopes } = principal;
  const readsAll = scopes !== undefined || hasRole(principal, 'supervisor', 'administrator');
  return { org, agentId, readsAll };
}
