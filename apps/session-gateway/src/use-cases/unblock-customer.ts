import type { Block } from '@rejoin/contracts';
import { Outbox } from '@rejoin/messaging';
import { databaseClock, type Tx } from '@rejoin/persistence';
import type { Principal } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { writeAccess } from '../store/access-log.store';
import { BlocksStore } from '../store/blocks.store';

type Supervisor = Pick<Principal, 'org' | 'accountId'>;

/** Lists the blocked customers, and unblocks one. */
@Injectable()
export class UnblockCustomer {
  constructor(
    private readonly blocks: BlocksStore,
    private readonly outbox: Outbox,
  ) {}

  list({ org }: Supervisor, page: { beforeId: string; limit: number }): Promise<Block[]> {
    return this.blocks.list(org, page.beforeId, page.limit);
  }

  /** A block that does not exist, or is over, changes nothing. */
  async run(tx: Tx, supervisor: Supervisor, blockId: string): Promise<void> {
    const { org, accountId } = supervisor;
    const conversationId = await this.blocks.remove(tx, org, blockId);
    if (conversationId === undefined) return;
    const at = await databaseClock(tx);
    writeAccess(tx, supervisor, { what: 'unblock', conversationId, details: { blockId } });
    const data = { blockId, conversationId, accountId, at };
    this.outbox.append(tx, [{ type: 'CustomerUnblocked', data }], org);
  }
}
