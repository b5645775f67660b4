import type { Instant } from '@rejoin/kernel';
import { Injectable } from '@nestjs/common';
import { Database } from '@rejoin/persistence';
import { ConversationsStore } from '../store/conversations.store';
import { DesksStore } from '../store/desks.store';
import { LeasesStore } from '../store/leases.store';
import { SettingsStore } from '../store/settings.store';

const batch = 400;

/** Finds the customers and agents of a gateway that died: their line was lost at its last lease renewal. */
@Injectable()
export class SweepDeadGateways {
  constructor(
    private readonly database: Database,
    private readonly leases: LeasesStore,
    private readonly conversations: ConversationsStore,
    private readonly desks: DesksStore,
    private readonly settings: SettingsStore,
  ) {}

  async execute(): Promise<void> {
    for (const dead of await this.leases.takeDead()) {
      while ((await this.sweepSome(dead.incarnation, dead.lostAt)) === batch);
      await this.leases.end(dead.incarnation);
    }
  }

  private async sweepSome(incarnation: string, lostAt: Instant): Promise<number> {
    const { conversationIds, agentIds } = await this.leases.linesOf(incarnation, batch);
    const sessions = await this.database.query<{ id: string; widgetId: string; workstreamId: string }>(
      `select id, widget_id as "widgetId", session->>'workstreamId' as "workstreamId" from conversations where id = any($1)`,
      [conversationIds],
    );
    await Promise.all([
      ...sessions.map(async (session) => {
        const { debounceSeconds } = await this.settings.windowRules(session);
        const command = { type: 'sweep', incarnation, lostAt, debounceSeconds } as const;
        return this.conversations.change({ conversationId: session.id, command });
      }),
      ...agentIds.map((agentId) =>
        this.desks.change({ agentId, command: { type: 'sweep', incarnation, lostAt } }),
      ),
    ]);
    return Math.max(conversationIds.length, agentIds.length);
  }
}
