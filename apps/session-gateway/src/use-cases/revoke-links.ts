import type { RevokedLinks } from '@rejoin/contracts';
import { refuse, type Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import type { Principal } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { revokeLinks } from '../store/links.store';
import { readSession } from '../store/session-lookups';

/** Makes the reconnect links of a conversation invalid, for example when one was sent to the wrong person. */
@Injectable()
export class RevokeLinks {
  constructor(private readonly database: Database) {}

  /** Records the account with each link. Refuses conversations of other organisations like unknown ones. */
  async run(
    { org, accountId }: Pick<Principal, 'org' | 'accountId'>,
    conversationId: string,
  ): Promise<RevokedLinks | Refused> {
    const session = await readSession(this.database, conversationId);
    if (session?.org !== org) return refuse('not-your-conversation');
    const revoked = await this.database.transaction((tx) => revokeLinks(tx, conversationId, accountId));
    return { revoked };
  }
}
