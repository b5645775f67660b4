import type { Party } from '@rejoin/contracts';
import { isRefused, type Refused, type EmptyReply } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import { Injectable } from '@nestjs/common';
import type { Author } from '../../domain/session-author';
import { AuthoriseFrame } from '../../use-cases/authorise-frame';
import { LiveFeed } from './live-feed';

const topic = 'session-gateway.typing';

/** `epoch` is the conversation's epoch when the frame was authorised. Bells of older releases do not have it. */
interface TypingRing {
  readonly conversationId: string;
  readonly sender: Party;
  readonly epoch?: number;
}

/** Shows the other side at every gateway that a party is typing. Nothing is stored. */
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
        // A reader who has seen a newer epoch does not see the typing of the older one, and a reader who is behind
        // does not need it.
        if (audience === sender || epoch < progress.shownEpoch || socket.backpressure.isBehind) continue;
        socket.send({ type: 'typing', conversationId, sender });
      }
    });
  }

  async ringTyping(conversationId: string, author: Author): Promise<EmptyReply | Refused> {
    const session = await this.frames.run(conversationId, author);
    if (isRefused(session)) return session;
    const { epoch } = session;
    this.bus.ring(topic, { conversationId, sender: author.party, epoch } satisfies TypingRing);
    return {};
  }
}
