import type { Instant } from '@rejoin/kernel';
import { Injectable } from '@nestjs/common';
import { Database } from '@rejoin/persistence';
import { ConversationsStore } from '../store/conversations.store';
import { DesksStore } from '../store/desks.store';
import { LeasesStore } from '../store/leases.store';
import { listDesksOfGateway, listConversationsOfGateway } from '../store/session-lookups';
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

  /** Gives null: whether there is more to sweep is seen with each renewal of the lease. */
  async execute(): Promise<null> {
    for (const dead of await this.leases.listDead()) {
      while ((await this.sweepSome(dead.incarnation, dead.lostAt)) === batch);
    }
    await this.leases.forget();
    return null;
  }

  private async sweepSome(incarnation: string, lostAt: Instant): Promise<number> {
    const sessions = await listConversationsOfGateway(this.database, incarnation, batch);
    const agentIds = await listDesksOfGateway(this.database, incarnation, batch);
    const results = await Promise.allSettled<unknown>([
      ...sessions.map(async (session) => {
        const { debounceSeconds } = await this.settings.windowRules(session);
        const command = { type: 'sweep', incarnation, lostAt, debounceSeconds } as const;
        return this.conversations.change({ conversationId: session.id, command });
      }),
      ...agentIds.map((agentId) =>
        this.desks.change({ agentId, command: { type: 'sweep', incarnation, lostAt } }),
      ),
    ]);
    // What failed (a frozen process may still hold a row) is swept the next time; the others need not wait for it.
    if (results.some(({ status }) => status === 'rejected')) return 0;
    return Math.max(sessions.length, agentIds.length);
  }
}
