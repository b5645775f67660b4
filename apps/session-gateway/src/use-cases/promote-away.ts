import { Database, DatabaseTime } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { ConversationsStore } from '../store/conversations.store';
import { DesksStore } from '../store/desks.store';
import { listLost, listLostDesks } from '../store/session-lookups';
import { SettingsStore } from '../store/settings.store';

const batch = 400;

/**
 * Whoever has been without a line for longer than the debounce counts as away from here on. Any replica does it
 * for any conversation or desk; who comes first decides under the row lock, the others find nothing to do.
 */
@Injectable()
export class PromoteAway {
  constructor(
    private readonly database: Database,
    private readonly time: DatabaseTime,
    private readonly conversations: ConversationsStore,
    private readonly desks: DesksStore,
    private readonly settings: SettingsStore,
  ) {}

  /** True when there may be more that is due already. */
  async execute(): Promise<boolean> {
    const now = this.time.now();
    const [customers, agents] = await Promise.all([this.customers(now), this.agents(now)]);
    return customers === batch || agents === batch;
  }

  private async customers(now: string): Promise<number> {
    const due = await listLost(this.database, now, batch);
    await Promise.all(
      due.map(async (session) => {
        const rules = await this.settings.windowRules(session);
        return this.conversations.change({ conversationId: session.id, command: { type: 'promote', rules } });
      }),
    );
    return due.length;
  }

  private async agents(now: string): Promise<number> {
    const due = await listLostDesks(this.database, now, batch);
    await Promise.all(
      due.map(async (id) => {
        const graceSeconds = (await this.settings.agent(id))?.graceSeconds ?? 150;
        return this.desks.change({ agentId: id, command: { type: 'promote', graceSeconds } });
      }),
    );
    return due.length;
  }
}
