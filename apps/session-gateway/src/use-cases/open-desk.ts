import { agentStandings, agentStatus, setPresence, type AgentFrame, type Presence } from '@rejoin/contracts';
import { isRefused, type Refused } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import type { Principal } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import type { DeskLine } from '../domain/desk';
import { hasReconnectSlug } from '../domain/reconnect-slug';
import {
  DesksStore,
  fencedLines,
  readLines,
  readNames,
  type DeskChanged,
  type Seat,
} from '../store/desks.store';
import { listOnDesks, listServed, type OnDesk } from '../store/session-lookups';
import { noFace, readQueueFaces } from '../store/queue-faces';
import { SettingsStore } from '../store/settings.store';

type Welcome = Extract<AgentFrame, { type: 'welcome' }>;
/** What a desk is told of all its devices alike. */
export type AgentStatus = Omit<Extract<AgentFrame, { type: 'status' }>, 'otherDevices'>;
type Standing = Pick<AgentStatus, 'presence' | 'usedUnits' | 'heldUnits' | 'maxUnits' | 'wrapUpUnits'>;

/** An agent's desk: who sits there, what it starts with, where presence and capacity stand. */
@Injectable()
export class OpenDesk {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly desks: DesksStore,
    private readonly settings: SettingsStore,
  ) {}

  /** Takes a seat; a further tab joins the ones that live. */
  async open(principal: Principal & { agentId: string }, line: DeskLine): Promise<DeskChanged | Refused> {
    const { agentId, displayName } = principal;
    const settings = await this.settings.agent(agentId);
    if (settings?.active === false) return { refused: 'forbidden' };
    return this.desks.change({ agentId, displayName, command: { type: 'join', line } });
  }

  async quickReplies(agentId: string): Promise<Welcome['quickReplies']> {
    const settings = await this.settings.agent(agentId);
    const replies = await this.settings.quickReplies(settings?.workstreamIds ?? []);
    return replies.map(({ id, settings: { workstreamId, title, body, locale } }) => {
      return {
        quickReplyId: id,
        workstreamId,
        title,
        body,
        locale,
        hasReconnectLink: hasReconnectSlug(body),
      };
    });
  }

  /** What the agent's workstreams and their widgets are called. */
  async names(agentId: string): Promise<NonNullable<Welcome['names']>> {
    const settings = await this.settings.agent(agentId);
    return this.settings.names(settings?.workstreamIds ?? []);
  }

  /** Conversations that stand on these agents' desks. */
  conversationsOf(agentIds: readonly string[]): Promise<OnDesk[]> {
    return listOnDesks(this.database, agentIds);
  }

  /** Where the agent stands, and every line of theirs, at whatever gateway. */
  async status(
    agentId: string,
  ): Promise<{ readonly status: AgentStatus; readonly lines: readonly DeskLine[] } | Refused> {
    const status = await this.bus.ask(agentStatus, { agentId });
    if (isRefused(status)) return status;
    // The lines are read last: of two statuses that overlap the one that is sent last knows no less.
    const [names, faces, lines] = await this.database.together((sql) =>
      Promise.all([
        readNames(
          sql,
          status.colleagues.map((colleague) => colleague.agentId),
        ),
        readQueueFaces(
          sql,
          status.queue.map(({ conversationId }) => conversationId),
        ),
        readLines(sql, [agentId]),
      ]),
    );
    const colleagues = status.colleagues.map((one) => ({
      ...one,
      name: names.get(one.agentId) ?? one.agentId,
    }));
    const queue = status.queue.map((one) => ({ ...one, ...(faces.get(one.conversationId) ?? noFace) }));
    return { status: { type: 'status', ...status, queue, colleagues }, lines: lines.get(agentId) ?? [] };
  }

  /** Presence and capacity of these agents, and every line of theirs. */
  async standings(
    agentIds: readonly string[],
  ): Promise<{ agentId: string; standing: Standing; lines: readonly DeskLine[] }[]> {
    const answer = await this.bus.ask(agentStandings, { agentIds: [...agentIds] });
    if (isRefused(answer)) return [];
    const lines = await readLines(this.database, agentIds);
    return answer.standings.map(({ agentId, ...standing }) => ({
      agentId,
      standing,
      lines: lines.get(agentId) ?? [],
    }));
  }

  async choosePresence(seat: Seat, presence: Presence): Promise<{ presence: Presence } | Refused> {
    const { agentId } = seat;
    const fenced = await fencedLines(this.database, [seat]);
    if (fenced.size > 0) return { refused: 'unavailable' };
    return this.bus.ask(setPresence, { agentId, presence });
  }

  /** Leaves all desks. Live conversations go back to the queue, but only when that was confirmed. */
  async signOut({ agentId, lineId }: Seat, confirmed: boolean): Promise<DeskChanged | Refused> {
    const served = await listServed(this.database, [agentId]);
    if (served.size > 0 && !confirmed) return { refused: 'live-conversations' };
    return this.desks.change({ agentId, command: { type: 'sign-out', lineId } });
  }
}
