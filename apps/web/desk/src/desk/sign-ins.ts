import type { AgentClient, SignedIn } from '@rejoin/client';
import { keepDeviceToken, keptDeviceToken } from '../../../kit/device-tokens';
import { createSecondFactorClient } from '../../../kit/second-factor-client';
import { forgetTicket, forgetWork, keepLogin, keepTicket, keptTicket, type Ticket } from './kept';
import type { ViewStore } from './view-store';

type Credentials = Pick<Parameters<AgentClient['authenticate']>[0], 'login' | 'password' | 'code'>;
type PasswordChange = Parameters<AgentClient['changePassword']>[1];

/** So long before a sign-in runs out the password is asked for: the line then never breaks for it. */
const soonSeconds = 5 * 60;
/** A sign-in that somebody uses is renewed when less than this is left of its token. */
const renewSeconds = 60 * 60;

/** Who is signed in at this desk: with which ticket, for how long, and what it takes to go on. */
export class SignIns {
  private usedAt = performance.now();
  private renewFrom = 0;
  private isRenewing = false;

  readonly secondFactor = createSecondFactorClient((path, body) =>
    this.client.secondFactor(keptTicket()?.token ?? '', path, body),
  );

  constructor(
    private readonly client: AgentClient,
    private readonly store: ViewStore,
    private readonly desk: { sitDown(ticket: Ticket): void; leave(): void },
  ) {}

  /** Opens the desk again that was open in this tab, if there was one. */
  resume(): void {
    const ticket = keptTicket();
    if (!ticket) return;
    this.desk.sitDown(ticket);
    this.open(ticket).catch(ignore);
  }

  /** Rejects with the refusal; then nothing has changed. */
  async signIn(credentials: Credentials): Promise<void> {
    const signedIn = await this.authenticate(credentials);
    keepLogin(credentials.login);
    await this.open(signedIn);
    this.desk.sitDown({ ...ticketOf(signedIn), login: credentials.login });
  }

  /** With the password again: everything on this desk stays as it is. */
  async signInAgain(credentials: Credentials): Promise<void> {
    const signedIn = await this.authenticate(credentials);
    await this.open(signedIn);
    keepTicket({ ...ticketOf(signedIn), login: credentials.login });
    this.store.change({ type: 'sign-in-again', why: null });
  }

  /** Ends this account's other sign-ins; this desk goes on. Rejects with the refusal; then nothing has changed. */
  async changePassword(change: PasswordChange): Promise<void> {
    const ticket = keptTicket();
    if (!ticket) return;
    // The old sign-in may be over here before the new one has come.
    this.store.change({ type: 'renewing', is: true });
    try {
      const signedIn = await this.client.changePassword(ticket.token, change);
      keepTicket({ ...ticketOf(signedIn), login: ticket.login });
      this.open(signedIn).catch(ignore);
    } finally {
      this.store.change({ type: 'renewing', is: false });
    }
  }

  askAgain(): void {
    this.store.change({ type: 'sign-in-again', why: 'soon' });
  }

  /** Rejects as `live-conversations` while there are any, unless that is confirmed. */
  async signOut({ confirm }: { confirm: boolean }): Promise<void> {
    const { account } = this.store.get();
    const ticket = keptTicket();
    // The desk's own frame ends the sign-in too; who has no desk ends it by itself.
    if (account?.agentId != null) await this.client.signOut({ confirm });
    else if (ticket) await this.client.endSignIn(ticket.token).catch(ignore);
    if (account) forgetWork(account);
    this.forget();
  }

  /** Leaves without signing out: what is kept of this account stays for its next sign-in. */
  forget(): void {
    forgetTicket();
    this.desk.leave();
    location.hash = '';
    location.reload();
  }

  async open({ token, account }: Pick<Ticket, 'token' | 'account'>): Promise<void> {
    if (account.agentId !== null) await this.client.open(token);
  }

  /** A person has done something here. */
  used(): void {
    this.usedAt = performance.now();
  }

  /** Renews a sign-in that is used, and says when one is about to run out. */
  look(): void {
    const { connection, expiresAt, signInAgain, seat } = this.store.get();
    this.renew().catch(ignore);
    if (connection.phase !== 'live') return;
    const isSoon = expiresAt !== null && this.client.clock.secondsUntil(expiresAt) < soonSeconds;
    if (isSoon && signInAgain === null && seat === 'here') this.store.change({ type: 'expiring' });
  }

  /** Renews the sign-in of an agent who has done something lately: it does not end for being idle. */
  private async renew(): Promise<void> {
    const ticket = keptTicket();
    const { expiresAt, seat } = this.store.get();
    if (!ticket || expiresAt === null || seat !== 'here' || this.isRenewing) return;
    const left = this.client.clock.secondsUntil(expiresAt);
    const isUsed = performance.now() - this.usedAt < renewSeconds * 1000;
    if (left > renewSeconds || left < 0 || !isUsed || performance.now() < this.renewFrom) return;
    this.isRenewing = true;
    // One that cannot last longer is not asked for again at once.
    this.renewFrom = performance.now() + 5 * 60_000;
    try {
      const signedIn = await this.client.renew(ticket.token);
      if (Date.parse(signedIn.expiresAt) - Date.parse(expiresAt) < 60_000) return;
      keepTicket({ ...ticketOf(signedIn), login: ticket.login });
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

function ticketOf({ token, account, expiresAt }: SignedIn): Omit<Ticket, 'login'> {
  return { token, account, expiresAt };
}

function ignore(): void {
  // Shown by the connection's status, or by what stays in a field.
}
