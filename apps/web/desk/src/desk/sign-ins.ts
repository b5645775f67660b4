import { Refusal, type AgentClient, type SignedIn } from '@rejoin/client';
import { keepDeviceToken, keptDeviceToken } from '../../../kit/device-tokens';
import type { Arrival } from '../../../kit/provider-sign-in';
import { createSecondFactorClient } from '../../../kit/second-factor-client';
import { forgetTicket, forgetWork, keepLogin, keepTicket, keptTicket, type Ticket } from './storage';
import type { ViewStore } from './view-store';

type Credentials = Pick<Parameters<AgentClient['authenticate']>[0], 'login' | 'password' | 'code'>;
type PasswordChange = Parameters<AgentClient['changePassword']>[1];

/** The desk asks for the password this long before a sign-in expires, so that the connection is not closed for it. */
const soonSeconds = 5 * 60;
/** A sign-in in use is renewed when its token expires within this time. */
const renewSeconds = 60 * 60;

/** The sign-in of this desk: its ticket, its renewal and its end. */
export class SignIns {
  private lastActivityAt = performance.now();
  private renewFrom = 0;
  private isRenewing = false;

  readonly secondFactor = createSecondFactorClient((path, body) =>
    this.client.secondFactor(keptTicket()?.token ?? '', path, body),
  );

  constructor(
    private readonly client: AgentClient,
    private readonly store: ViewStore,
    private readonly desk: { activate(ticket: Ticket): void; leave(): void },
  ) {}

  /** The sign-in with an identity provider from which the browser has just come back. */
  arrival: Promise<void> | undefined;

  /** Opens the desk after a sign-in with an identity provider, or reopens the desk that this tab had before. */
  resume(arrived: Arrival | undefined): void {
    if (arrived) {
      this.arrival = this.arrive(arrived);
      this.arrival.catch(() => {
        this.reopen();
      });
    } else this.reopen();
  }

  private reopen(): void {
    const ticket = keptTicket();
    if (!ticket) return;
    this.desk.activate(ticket);
    this.open(ticket).catch(ignore);
  }

  /** Rejects with the refusal; nothing has changed then. */
  async signIn(credentials: Credentials): Promise<void> {
    const signedIn = await this.authenticate(credentials);
    keepLogin(credentials.login);
    await this.open(signedIn);
    this.desk.activate({ ...ticketOf(signedIn), login: credentials.login });
  }

  private async arrive(arrived: Arrival): Promise<void> {
    if ('failed' in arrived) throw new Refusal(arrived.failed, '');
    const signedIn = await this.client.redeemSignInCode(arrived.code, arrived.verifier);
    await this.open(signedIn);
    this.desk.activate({ ...ticketOf(signedIn), login: '' });
  }

  /** Signs in again with the password. Keeps the state of this desk, unless another person has signed in. */
  async signInAgain(credentials: Credentials): Promise<void> {
    const signedIn = await this.authenticate(credentials);
    const ticket = { ...ticketOf(signedIn), login: credentials.login };
    if (signedIn.account.accountId !== this.store.get().account?.accountId) {
      keepTicket(ticket);
      location.reload();
      return;
    }
    await this.open(signedIn);
    keepTicket(ticket);
    this.store.change({ type: 'sign-in-again', why: null });
  }

  /**
   * Changes the password, which ends the account's other sign-ins but not this one. Rejects with the refusal; nothing
   * has changed then.
   */
  async changePassword(change: PasswordChange): Promise<void> {
    const ticket = keptTicket();
    if (!ticket) return;
    // The old sign-in may end here before the response with the new one arrives.
    this.store.change({ type: 'renewing', is: true });
    try {
      const signedIn = await this.client.changePassword(ticket.token, change);
      keepTicket({ ...ticket, ...ticketOf(signedIn) });
      this.open(signedIn).catch(ignore);
    } finally {
      this.store.change({ type: 'renewing', is: false });
    }
  }

  /** Asks for the password in a dialog. */
  askAgain(why: 'sign-in-expired' | 'soon'): void {
    this.store.change({ type: 'sign-in-again', why });
  }

  /** Signs out. Without `confirm` it rejects as `live-conversations` while there are any. */
  async signOut({ confirm }: { confirm: boolean }): Promise<void> {
    const { account } = this.store.get();
    const ticket = keptTicket();
    // The sign-out frame of the desk also ends the sign-in; an account without a desk ends it by an HTTP request.
    if (account?.agentId != null) await this.client.signOut({ confirm });
    else if (ticket) await this.client.endSignIn(ticket.token).catch(ignore);
    if (account) forgetWork(account);
    this.forget(ticket?.signOutUrl);
  }

  /**
   * Leaves without signing out; the stored work is kept for the next sign-in of this account. `next`: the page that
   * follows, instead of the one for signing in.
   */
  forget(next?: string): void {
    forgetTicket();
    this.desk.leave();
    location.hash = '';
    if (next === undefined) location.reload();
    else location.assign(next);
  }

  async open({ token, account }: Pick<Ticket, 'token' | 'account'>): Promise<void> {
    if (account.agentId !== null) await this.client.open(token);
  }

  /** Records that the person has used the page. */
  recordActivity(): void {
    this.lastActivityAt = performance.now();
  }

  /** Renews a sign-in in use, and marks one that expires soon. */
  check(): void {
    const { connection, expiresAt, signInAgain, tabState } = this.store.get();
    this.renew().catch(ignore);
    if (connection.phase !== 'live') return;
    const isExpiring = expiresAt !== null && this.client.clock.secondsUntil(expiresAt) < soonSeconds;
    if (isExpiring && signInAgain === null && tabState === 'active') this.store.change({ type: 'expiring' });
  }

  /** Renews the sign-in of an agent who has used the page recently, so that it does not expire during work. */
  private async renew(): Promise<void> {
    const ticket = keptTicket();
    const { expiresAt, tabState } = this.store.get();
    if (!ticket || expiresAt === null || tabState !== 'active' || this.isRenewing) return;
    const left = this.client.clock.secondsUntil(expiresAt);
    const isActive = performance.now() - this.lastActivityAt < renewSeconds * 1000;
    if (left > renewSeconds || left < 0 || !isActive || performance.now() < this.renewFrom) return;
    this.isRenewing = true;
    // A sign-in that cannot be extended is not renewed again immediately.
    this.renewFrom = performance.now() + 5 * 60_000;
    try {
      const signedIn = await this.client.renew(ticket.token);
      if (Date.parse(signedIn.expiresAt) - Date.parse(expiresAt) < 60_000) return;
      keepTicket({ ...ticket, ...ticketOf(signedIn) });
      this.store.change({ type: 'renewed', expiresAt: signedIn.expiresAt });
      await this.open(signedIn);
    } finally {
      this.isRenewing = false;
    }
  }

  private async authenticate(credentials: Credentials): Promise<SignedIn> {
    const deviceToken = keptDeviceToken(credentials.login);
    const signedIn = await this.client.authenticate({ ...credentials, deviceToken });
    keepDeviceToken(credentials.login, signedIn.deviceToken);
    return signedIn;
  }
}

function ticketOf({ token, account, expiresAt, signOutUrl }: SignedIn): Omit<Ticket, 'login'> {
  return { token, account, expiresAt, ...(signOutUrl === undefined ? {} : { signOutUrl }) };
}

function ignore(): void {
  // The error is shown by the connection status or by the text that stays in a field.
}
