import type { Party } from '@rejoin/contracts';
import { Bus } from '@rejoin/messaging';
import { Injectable } from '@nestjs/common';
import { LiveFeed } from './live-feed';

const topic = 'session-gateway.typing';

/** "Is typing": shown to the other side at every gateway, stored nowhere. */
@Injectable()
export class TypingBells {
  constructor(
    private readonly bus: Bus,
    private readonly live: LiveFeed,
  ) {
    bus.onRing(topic, (payload) => {
      const { conversationId, sender } = payload as { conversationId: string; sender: Party };
      for (const { socket, audience } of this.live.followersOf(conversationId)) {
        // A reader who is behind has no use for what was so a while ago.
        if (audience !== sender && !socket.pace.isBehind)
          socket.send({ type: 'typing', conversationId, sender });
      }
    });
  }

  ring(conversationId: string, sender: Party): void {
    this.bus.ring(topic, { conversationId, sender });
  }
}
