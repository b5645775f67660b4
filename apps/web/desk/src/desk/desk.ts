import {
  AgentClient,
  LineLost,
  newClientId,
  Refusal,
  SupervisorClient,
  type SignedIn,
  type Stored,
} from '@rejoin/client';
import type { Presence } from '@rejoin/contracts';
import { keepDeviceToken, keptDeviceToken } from '../../../kit/device-tokens';
import { secondFactorDoor } from '../../../kit/second-factor-door';
import { evolveView, initialView, type DeskEvent, type DeskView } from '../view/desk-view';
import { noteOf, noteToSend, noWork, type NoteUnderWay, type Unsent } from '../view/kept-work';
import {
  forgetTicket,
  forgetWork,
  keepLogin,
  keepTicket,
  keepWork,
  keptDevice,
  keptTicket,
  keptWork,
  type Ticket,
} from './kept';
import { OtherTabs } from './other-tabs';

type Credentials = Pick<Parameters<AgentClient['authenticate']>[0], 'login' | 'password' | 'code'>;
type PasswordChange = Parameters<AgentClient['changePassword']>[1];
/** What sends a conversation away from this desk. */
type Leaving = 'closeTab' | 'release' | 'closeConversation';

const typingShownMs = 4_000;
const typingToldMs = 2_000;
/** The server tells of queue and colleagues only when it is asked. */
const statusEveryMs = 5_000;
/** So long before a sign-in runs out the password is asked for: the line then never breaks for it. */
const soonSeconds = 5 * 60;
/** A sign-in that somebody uses is renewed when less than this is left of its token. */
const renewSeconds = 60 * 60;

/** The agent's desk in this tab: what it shows, and what a person can do with it. */
export class Desk {
  readonly client: AgentClient;
  /** What a supervisor asks, all through one client: what it learns of a lost gateway, it learns once. */
  readonly supervision: SupervisorClient;
  private view: DeskView;
  private readonly listeners = new Set<() => void>();
  private readonly typingTimers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly typedAt = new Map<string, number>();
  private usedAt = performance.now();
  private renewFrom = 0;
  private isRenewing = false;
  private readonly tabs = new OtherTabs({
    twice: () => {
      if (this.view.seat === 'here') this.change({ type: 'seat', seat: 'asked' });
    },
    taken: () => {
      this.standUp();
    },
    isMine: () => this.view.seat === 'here',
  });

  readonly secondFactor = secondFactorDoor((path, body) =>
    this.client.secondFactor(keptTicket()?.token ?? '', path, body),
  );

  constructor(endpoints: readonly string[]) {
    this.client = new AgentClient({ endpoints, device: keptDevice() });
    this.supervision = new SupervisorClient({ endpoints, token: '' });
    this.view = initialView(this.client.state);
    this.listen();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  getView = (): DeskView => this.view;

  /** Opens the desk again that was open in this tab, if there was one. */
  resume(): void {
    const ticket = keptTicket();
    if (!ticket) return;
    this.sitDown(ticket);
    this.open(ticket).catch(ignore);
  }

  /** Rejects with the refusal; then nothing has changed. */
  async signIn(credentials: Credentials): Promise<void> {
    const signedIn = await this.authenticate(credentials);
    keepLogin(credentials.login);
    await this.open(signedIn);
    this.sitDown({ ...ticketOf(signedIn), login: credentials.login });
  }

  /** With the password again: everything on this desk stays as it is. */
  async signInAgain(credentials: Credentials): Promise<void> {
    const signedIn = await this.authenticate(credentials);
    await this.open(signedIn);
    keepTicket({ ...ticketOf(signedIn), login: credentials.login });
    this.change({ type: 'sign-in-again', why: null });
  }

  /** Ends this account's other sign-ins; this desk goes on. Rejects with the refusal; then nothing has changed. */
  async changePassword(change: PasswordChange): Promise<void> {
    const ticket = keptTicket();
    if (!ticket) return;
    // The old sign-in may be over here before the new one has come.
    this.change({ type: 'renewing', is: true });
    try {
      const signedIn = await this.client.changePassword(ticket.token, change);
      keepTicket({ ...ticketOf(signedIn), login: ticket.login });
      this.open(signedIn).catch(ignore);
    } finally {
      this.change({ type: 'renewing', is: false });
    }
  }

  askToSignInAgain(): void {
    this.change({ type: 'sign-in-again', why: 'soon' });
  }

  /** Rejects as `live-conversations` while there are any, unless that is confirmed. */
  async signOut({ confirm }: { confirm: boolean }): Promise<void> {
    const { account } = this.view;
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
    this.tabs.leave();
    this.client.leave();
    location.hash = '';
    location.reload();
  }

  useHere(): void {
    this.tabs.take();
    const ticket = keptTicket();
    if (!ticket) return;
    const wasElsewhere = this.view.seat === 'elsewhere';
    this.change({ type: 'signed-in', ...ticket, work: keptWork(ticket.account) });
    this.transmitKept();
    if (wasElsewhere) this.open(ticket).catch(ignore);
  }

  standUp(): void {
    this.change({ type: 'seat', seat: 'elsewhere' });
    this.client.leave();
  }

  setPresence(presence: Presence): Promise<unknown> {
    return this.client.setPresence(presence);
  }

  draft(conversationId: string, text: string): void {
    if ((this.view.work.drafts[conversationId] ?? '') === text) return;
    this.change({ type: 'drafted', conversationId, text });
    const now = performance.now();
    if (
      text === '' ||
      text.startsWith('/') ||
      now - (this.typedAt.get(conversationId) ?? -typingToldMs) < typingToldMs
    )
      return;
    this.typedAt.set(conversationId, now);
    this.client.typing(conversationId);
  }

  /** What an agent has in mind for the note, as a draft of its own. */
  draftNote(conversationId: string, text: string): void {
    this.change({ type: 'drafted', conversationId: noteOf(conversationId), text });
  }

  hasNote(conversationId: string): boolean {
    return noteToSend(this.view.work, conversationId, '') !== undefined;
  }

  /** Adds what is drafted as a note, under the id that it has already if it is under way. Rejects as refused. */
  async addNote(conversationId: string): Promise<void> {
    const note = noteToSend(this.view.work, conversationId, newClientId());
    if (note) await this.transmitNote(note);
  }

  send(conversationId: string, text: string): void {
    this.transmit({ id: newClientId(), conversationId, text, quickReplyId: null, refused: null });
  }

  sendQuickReply(conversationId: string, quickReplyId: string, text: string): void {
    this.transmit({ id: newClientId(), conversationId, text, quickReplyId, refused: null });
  }

  /** One that was refused, as a new message: the old id was answered for good. */
  sendAgain(unsent: Unsent): void {
    this.discard(unsent.id);
    this.transmit({ ...unsent, id: newClientId(), refused: null });
  }

  discard(id: string): void {
    this.change({ type: 'stored', id });
  }

  read(conversationId: string, seq: number): void {
    this.change({ type: 'read', conversationId, seq });
  }

  dismiss(id: string): void {
    this.change({ type: 'dismissed', id });
  }

  async leave(how: Leaving, conversationId: string): Promise<void> {
    await this.away(conversationId, () => this.client[how](conversationId));
  }

  async transfer(conversationId: string, toAgentId: string): Promise<void> {
    await this.away(conversationId, () => this.client.transfer(conversationId, toAgentId));
  }

  private async away(conversationId: string, act: () => Promise<unknown>): Promise<void> {
    this.change({ type: 'leaving', conversationId, is: true });
    try {
      await act();
    } catch (error) {
      this.change({ type: 'leaving', conversationId, is: false });
      throw error;
    }
  }

  private sitDown(ticket: Ticket): void {
    keepTicket(ticket);
    this.change({
      type: 'signed-in',
      account: ticket.account,
      expiresAt: ticket.expiresAt,
      work: keptWork(ticket.account),
    });
    this.tabs.join(ticket.account.accountId);
    this.transmitKept();
  }

  /** What another page of this browser has left under way goes on from here. */
  private transmitKept(): void {
    const { unsent, notes } = this.view.work;
    for (const one of unsent) if (one.refused === null) this.transmit(one);
    for (const note of notes) this.transmitNote(note).catch(ignore);
  }

  private async authenticate(credentials: Credentials): Promise<SignedIn> {
    const deviceToken = keptDeviceToken(credentials.login);
    const signedIn = await this.client.authenticate({ ...credentials, deviceToken });
    keepDeviceToken(credentials.login, signedIn.deviceToken);
    return signedIn;
  }

  private async open({ token, account }: Pick<Ticket, 'token' | 'account'>): Promise<void> {
    if (account.agentId !== null) await this.client.open(token);
  }

  private transmit(unsent: Unsent): void {
    const { id, conversationId, text, quickReplyId } = unsent;
    this.change({ type: 'sent', unsent });
    const answer: Promise<Stored> =
      quickReplyId === null
        ? this.client.send(conversationId, text, id)
        : this.client.sendQuickReply(conversationId, quickReplyId, id);
    answer.then(
      () => {
        this.change({ type: 'stored', id });
      },
      (error: unknown) => {
        const refused = error instanceof Refusal ? error.name : 'unavailable';
        if (!(error instanceof LineLost)) this.change({ type: 'not-sent', id, refused });
      },
    );
  }

  private async transmitNote(note: NoteUnderWay): Promise<void> {
    const { id, conversationId, text } = note;
    this.change({ type: 'note-sent', note });
    try {
      await this.client.addNote(conversationId, text, id);
      this.change({ type: 'note-answered', id, isStored: true });
    } catch (error) {
      if (!(error instanceof LineLost)) this.change({ type: 'note-answered', id, isStored: false });
      throw error;
    }
  }

  private listen(): void {
    const desk = () => {
      this.change({ type: 'desk', desk: this.client.state });
    };
    for (const name of ['welcome', 'status', 'conversation', 'entries', 'left'] as const)
      this.client.on(name, desk);
    this.client.on('status', () => {
      this.change({ type: 'told', now: performance.now() });
    });
    this.client.on('connection', (status) => {
      this.change({ type: 'connection', status });
    });
    this.client.on('typing', ({ conversationId }) => {
      this.change({ type: 'typing', conversationId, is: true });
      clearTimeout(this.typingTimers.get(conversationId));
      const stops = () => {
        this.change({ type: 'typing', conversationId, is: false });
      };
      this.typingTimers.set(conversationId, setTimeout(stops, typingShownMs));
    });
    for (const name of ['pointerdown', 'keydown']) {
      addEventListener(name, () => {
        this.usedAt = performance.now();
      });
    }
    for (const name of ['online', 'pageshow', 'focus']) {
      addEventListener(name, () => {
        this.wake();
      });
    }
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.wake();
    });
    setInterval(() => {
      this.look();
    }, statusEveryMs);
  }

  /** The page slept, or the network changed: is the line still there? */
  private wake(): void {
    if (this.view.seat === 'here' || this.view.seat === 'asked') this.client.probe();
  }

  /** Renews the sign-in of an agent who has done something lately: it does not end for being idle. */
  private async renew(): Promise<void> {
    const ticket = keptTicket();
    const { expiresAt, seat } = this.view;
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
      this.change({ type: 'renewed', expiresAt: signedIn.expiresAt });
      await this.open(signedIn);
    } finally {
      this.isRenewing = false;
    }
  }

  private look(): void {
    const { connection, expiresAt, signInAgain, seat } = this.view;
    this.renew().catch(ignore);
    if (connection.phase !== 'live') return;
    if (document.visibilityState === 'visible') this.client.refresh().catch(ignore);
    const isSoon = expiresAt !== null && this.client.clock.secondsUntil(expiresAt) < soonSeconds;
    if (isSoon && signInAgain === null && seat === 'here') this.change({ type: 'expiring' });
  }

  private change(event: DeskEvent): void {
    const before = this.view;
    this.view = evolveView(before, event);
    if (this.view === before) return;
    const { account, work, seat } = this.view;
    // Another tab keeps its own.
    if (account && work !== before.work && work !== noWork && seat === 'here') keepWork(account, work);
    for (const listener of this.listeners) listener();
  }
}

function ticketOf({ token, account, expiresAt }: SignedIn): Omit<Ticket, 'login'> {
  return { token, account, expiresAt };
}

function ignore(): void {
  // Shown by the connection's status, or by what stays in a field.
}
