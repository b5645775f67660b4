import type { Party } from '@rejoin/contracts';
import { isRefused, type Refused } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import { Injectable } from '@nestjs/common';
import type { Author } from '../../domain/session-author';
import { AuthoriseFrame } from '../../use-cases/authorise-frame';
import { LiveFeed } from './live-feed';

const topic = 'session-gateway.typing';

/** `epoch` of the conversation when the frame was judged; rings of older releases do not say it. */
interface TypingRing {
  readonly conversationId: string;
  readonly sender: Party;
  readonly epoch?: number;
}

/** "Is typing": shown to the other side at every gateway, stored nowhere. */
@Injectable()
export class TypingBells {
  constructor(
    private readonly bus: Bus,
    private readonly live: LiveFeed,
    private readonly frames: AuthoriseFrame,
  ) {
    bus.onRing(topic, (payload) => {
      const { conversationId, sender, epoch = Infinity } = payload as TypingRing;
      for (const { socket, audience, progress } of this.live.followersOf(conversationId)) {
        // Nobody sees the typing of a customer whose successor they have seen. A reader who is behind has no use for it.
        if (audience === sender || epoch < progress.shownEpoch || socket.backpressure.isBehind) continue;
        socket.send({ type: 'typing', conversationId, sender });
      }
    });
  }

  async ringTyping(conversationId: string, author: Author): Promise<Record<string, never> | Refused> {
    const session = await this.frames.execute(conversationId, author);
    if (isRefused(session)) return session;
    const { epoch } = session;
    this.bus.ring(topic, { conversationId, sender: author.party, epoch } satisfies TypingRing);
    return {};
  }
}
