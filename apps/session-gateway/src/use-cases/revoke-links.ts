import type { RevokedLinks } from '@rejoin/contracts';
import type { Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { revokeLinks } from '../store/links.store';
import { readSession } from '../store/session-lookups';

/** Makes the reconnect links of a conversation invalid, for example when one was sent to the wrong person. */
@Injectable()
export class RevokeLinks {
  constructor(private readonly database: Database) {}

  async run(conversationId: string): Promise<RevokedLinks | Refused> {
    if (!(await readSession(this.database, conversationId))) return { refused: 'not-your-conversation' };
    return { revoked: await revokeLinks(this.database, conversationId) };
  }
}
