import type { Instant } from '@rejoin/kernel';
import { Injectable } from '@nestjs/common';
import { Database } from '@rejoin/persistence';
import { ConversationsStore } from '../store/conversations.store';
import { DesksStore } from '../store/desks.store';
import { LeasesStore } from '../store/leases.store';
import { listDesksOfGateway, listConversationsOfGateway } from '../store/session-lookups';
import { SettingsStore } from '../store/settings.store';

const batch = 400;

/**
 * Removes the connections of customers and agents from a gateway that died. They count as lost since its last lease
 * renewal.
 */
@Injectable()
export class SweepDeadGateways {
  constructor(
    private readonly database: Database,
    private readonly leases: LeasesStore,
    private readonly conversations: ConversationsStore,
    private readonly desks: DesksStore,
    private readonly settings: SettingsStore,
  ) {}

  /** Always returns null, because each renewal of the lease checks whether there is more to sweep. */
  async run(): Promise<null> {
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
    // The next run sweeps what failed, for example because a frozen process still holds a row. The other dead
    // gateways need not wait for it.
    if (results.some(({ status }) => status === 'rejected')) return 0;
    return Math.max(sessions.length, agentIds.length);
  }
}
