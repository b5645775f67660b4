import { closeCodes, endSignIn, signInLimits } from '@rejoin/contracts';
import { plusSeconds } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import { Database, DatabaseTime } from '@rejoin/persistence';
import { ServiceLog, type SignIn } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { EndedSignInsStore } from '../../store/ended-sign-ins.store';
import type { Socket } from './socket';

/** No sign-in lasts longer than this, however often it is renewed. */
const longestSeconds = signInLimits.longestHours.value * 3_600;
const endedTopic = 'session-gateway.sign-ins-ended';

interface SignedInSocket {
  readonly socket: Socket;
  readonly accountVersion: number;
  readonly signInId: string;
}

/**
 * Closes a desk when its sign-in is over, because the token expired or the sign-in was ended early. The agent then
 * has the grace period to return.
 */
@Injectable()
export class SignIns {
  private readonly socketsByAccount = new Map<string, Set<SignedInSocket>>();

  constructor(
    private readonly database: Database,
    private readonly time: DatabaseTime,
    private readonly ended: EndedSignInsStore,
    private readonly bus: Bus,
    private readonly log: ServiceLog,
  ) {
    bus.onRing(endedTopic, (payload) => {
      const { accountIds } = payload as { accountIds?: string[] };
      if (Array.isArray(accountIds)) this.closeEndedOf(accountIds);
    });
    // Bells that rang while NATS was disconnected were lost.
    bus.onListening(() => this.closeEndedOf([...this.socketsByAccount.keys()]));
  }

  /** Returns whether the sign-in was ended early. */
  async hasEnded({ principal: { accountId }, accountVersion, signInId }: SignIn): Promise<boolean> {
    if ((await this.ended.readSingle([signInId])).size > 0) return true;
    const before = (await this.ended.read([accountId])).get(accountId) ?? 0;
    return accountVersion < before;
  }

  /**
   * Closes the socket when its sign-in ends. The caller must call this before {@link hasEnded}, so that no end is
   * missed.
   */
  closeWhenEnded(socket: Socket, signIn: SignIn): void {
    const { principal, accountVersion, signInId, expiresAt } = signIn;
    const { accountId } = principal;
    if (!socket.isOpen) return;
    const entry: SignedInSocket = { socket, accountVersion, signInId };
    const all = this.socketsByAccount.get(accountId) ?? new Set();
    this.socketsByAccount.set(accountId, all.add(entry));
    const expiry = setTimeout(() => close(socket), this.time.until(expiresAt));
    socket.onClose(() => {
      clearTimeout(expiry);
      all.delete(entry);
      if (all.size === 0) this.socketsByAccount.delete(accountId);
    });
  }

  /** Notifies every gateway that sign-ins of these accounts were ended. */
  ringEnded(accountIds: readonly string[]): void {
    this.bus.ring(endedTopic, { accountIds });
  }

  /**
   * Ends a sign-in at every gateway, and at config when it answers. Throws `Unavailable` when config does not answer.
   * In that case, config accepts the token until it expires, but agents can only change their password there.
   */
  async end({ principal: { accountId }, signInId, startedAt }: SignIn): Promise<void> {
    const until = plusSeconds(startedAt, longestSeconds);
    await this.ended.saveSingle(this.database, new Map([[signInId, until]]));
    this.ringEnded([accountId]);
    await this.bus.ask(endSignIn, { accountId, signInId });
  }

  private closeEndedOf(accountIds: readonly string[]): void {
    const openHere = accountIds.filter((accountId) => this.socketsByAccount.has(accountId));
    if (openHere.length === 0) return;
    this.closeEnded(openHere).catch((error: unknown) =>
      this.log.warn({ reason: String(error) }, 'ended sign-ins could not be read; retrying within seconds'),
    );
  }

  /** Closes this gateway's desks whose sign-in was ended, also when the bell was lost. */
  async closeEnded(accountIds: readonly string[] = [...this.socketsByAccount.keys()]): Promise<void> {
    if (accountIds.length === 0) return;
    for (const [accountId, before] of await this.ended.read(accountIds)) {
      for (const { socket, accountVersion } of this.socketsByAccount.get(accountId) ?? []) {
        if (accountVersion < before) close(socket);
      }
    }
    const openHere = accountIds.flatMap((accountId) => [...(this.socketsByAccount.get(accountId) ?? [])]);
    const single = await this.ended.readSingle(openHere.map(({ signInId }) => signInId));
    for (const { socket, signInId } of openHere) if (single.has(signInId)) close(socket);
  }
}

function close(socket: Socket): void {
  socket.refuse('sign-in-expired');
  socket.close(closeCodes.denied, 'sign-in-expired');
}
