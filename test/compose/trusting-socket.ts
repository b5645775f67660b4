import type { SocketConstructor } from '@rejoin/client';
import { WebSocket } from 'ws';

/** A WebSocket that trusts one additional certificate authority. */
export function trusting(authority: string): SocketConstructor {
  return class extends WebSocket {
    constructor(url: string, options?: { headers: Record<string, string> }) {
      super(url, { ...options, ca: authority });
    }
  };
}
