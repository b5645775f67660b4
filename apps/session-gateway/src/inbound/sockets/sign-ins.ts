import { endSignIn, signInLimits } from '@rejoin/contracts';
import { instant, millis } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import { Database, DatabaseTime } from '@rejoin/persistence';
import { ServiceLog, type SignIn } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { EndedSignInsStore } from '../../store/ended-sign-ins.store';
import { closeCodes, type Socket } from './socket';

/** No sign-in lasts longer, with however many renewals. */
const longestMs = signInLimits.longestHours.value * 3_600_000;
const endedTopic = 'session-gateway.sign-ins-ended';

interface SignedInSocket {
  readonly socket: Socket;
  readonly accountVersion: number;
  readonly signInId: string;
}

/**
 * Which sign-ins hold. A desk is open for as long as its own does: until the token's time is over, or until it is
 * ended before. Who is cut off has the agent's grace to come back.
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
    // What rang while there was no connection was not heard.
    bus.onListening(() => this.closeEndedOf([...this.socketsByAccount.keys()]));
  }

  /** Whether it was ended before its time. */
  async hasEnded({ principal: { accountId }, accountVersion, signInId }: SignIn): Promise<boolean> {
    if ((await this.ended.readSingle([signInId])).size > 0) return true;
    const before = (await this.ended.read([accountId])).get(accountId) ?? 0;
    return accountVersion < before;
  }

  /** Closes the socket when the sign-in that opened it is over. To be called before {@link hasEnded} is asked. */
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

  /** Tells every gateway that some of these accounts' sign-ins were ended. */
  ringEnded(accountIds: readonly string[]): void {
    this.bus.ring(endedTopic, { accountIds });
  }

  /**
   * Signs out: at every gateway at once, and at config when it answers. Throws `Unavailable` when it does not; then
   * config, where agents can do nothing but change their password, still takes the token until it expires.
   */
  async end({ principal: { accountId }, signInId, startedAt }: SignIn): Promise<void> {
    const until = instant(millis(startedAt) + longestMs);
    await this.ended.saveSingle(this.database, new Map([[signInId, until]]));
    this.ringEnded([accountId]);
    await this.bus.ask(endSignIn, { accountId, signInId });
  }

  private closeEndedOf(accountIds: readonly string[]): void {
    const here = accountIds.filter((accountId) => this.socketsByAccount.has(accountId));
    if (here.length === 0) return;
    this.closeEnded(here).catch((error: unknown) =>
      this.log.warn({ reason: String(error) }, 'whose sign-ins were ended is not known'),
    );
  }

  /** Closes the desks here whose sign-in was ended, heard of or not. */
  async closeEnded(accountIds: readonly string[] = [...this.socketsByAccount.keys()]): Promise<void> {
    if (accountIds.length === 0) return;
    for (const [accountId, before] of await this.ended.read(accountIds)) {
      for (const { socket, accountVersion } of this.socketsByAccount.get(accountId) ?? []) {
        if (accountVersion < before) close(socket);
      }
    }
    const here = accountIds.flatMap((accountId) => [...(this.socketsByAccount.get(accountId) ?? [])]);
    const single = await this.ended.readSingle(here.map(({ signInId }) => signInId));
    for (const { socket, signInId } of here) if (single.has(signInId)) close(socket);
  }
}

function close(socket: Socket): void {
  socket.refuse('sign-in-expired');
  socket.close(closeCodes.denied, 'sign-in-expired');
}
