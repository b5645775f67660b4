import { millis } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import { ServiceLog, type SignIn } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { EndedSignInsStore } from '../store/ended-sign-ins.store';
import { closeCodes, type Socket } from './socket';

const endedTopic = 'session-gateway.sign-ins-ended';

interface Opened {
  readonly socket: Socket;
  readonly accountVersion: number;
}

/**
 * Which sign-ins hold. A desk is open for as long as its own does: until the token's time is over, or until it is
 * ended before. Who is cut off has the agent's grace to come back.
 */
@Injectable()
export class SignIns {
  private readonly opened = new Map<string, Set<Opened>>();

  constructor(
    private readonly ended: EndedSignInsStore,
    private readonly bus: Bus,
    private readonly log: ServiceLog,
  ) {
    bus.onRing(endedTopic, (payload) => {
      const { accountIds } = payload as { accountIds?: string[] };
      if (Array.isArray(accountIds)) this.look(accountIds);
    });
    // What rang while there was no connection was not heard.
    bus.onConnect(() => this.look([...this.opened.keys()]));
  }

  /** Whether it was ended before its time. */
  async isOver({ principal: { accountId }, accountVersion }: SignIn): Promise<boolean> {
    const before = (await this.ended.read([accountId])).get(accountId) ?? 0;
    return accountVersion < before;
  }

  /** Closes the socket when the sign-in that opened it is over. To be called before {@link isOver} is asked. */
  follow(socket: Socket, { principal: { accountId }, accountVersion, expiresAt }: SignIn): void {
    if (!socket.isOpen) return;
    const one: Opened = { socket, accountVersion };
    const all = this.opened.get(accountId) ?? new Set();
    this.opened.set(accountId, all.add(one));
    const expiry = setTimeout(() => close(socket), millis(expiresAt) - Date.now());
    socket.onClose(() => {
      clearTimeout(expiry);
      all.delete(one);
      if (all.size === 0) this.opened.delete(accountId);
    });
  }

  /** Tells every gateway that some of these accounts' sign-ins were ended. */
  ringEnded(accountIds: readonly string[]): void {
    this.bus.ring(endedTopic, { accountIds });
  }

  private look(accountIds: readonly string[]): void {
    const here = accountIds.filter((accountId) => this.opened.has(accountId));
    if (here.length === 0) return;
    this.closeEnded(here).catch((error: unknown) =>
      this.log.warn({ reason: String(error) }, 'whose sign-ins were ended is not known'),
    );
  }

  private async closeEnded(accountIds: readonly string[]): Promise<void> {
    for (const [accountId, before] of await this.ended.read(accountIds)) {
      for (const { socket, accountVersion } of this.opened.get(accountId) ?? []) {
        if (accountVersion < before) close(socket);
      }
    }
  }
}

function close(socket: Socket): void {
  socket.refuse('sign-in-expired');
  socket.close(closeCodes.denied, 'sign-in-expired');
}
