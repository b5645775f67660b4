import { AgentClient, SupervisorClient } from '@rejoin/client';
import type { Presence } from '@rejoin/contracts';
import type { DeskView } from '../view/desk-view';
import { keepTicket, keptDevice, keptTicket, keptWork, type Ticket } from './kept';
import { listen } from './listen';
import { Messages } from './messages';
import { OtherTabs } from './other-tabs';
import { ReadTeller } from './read-teller';
import { SignIns } from './sign-ins';
import { ViewStore } from './view-store';

/** What sends a conversation away from this desk. */
type Leaving = 'closeTab' | 'release' | 'closeConversation';

/** An agent is to know within seconds that the line is lost: the desk pings when it has asked nothing for this long. */
const quietMs = 5_000;

/** The agent's desk in this tab: what it shows, and what a person can do with it. */
export class Desk {
  readonly client: AgentClient;
  /** What a supervisor asks, all through one client: what it learns of a lost gateway, it learns once. */
  readonly supervision: SupervisorClient;
  readonly signIns: SignIns;
  readonly messages: Messages;
  private readonly store: ViewStore;
  private readonly tabs = new OtherTabs({
    twice: () => {
      if (this.getView().seat === 'here') this.store.change({ type: 'seat', seat: 'asked' });
    },
    taken: () => {
      this.standUp();
    },
    isMine: () => this.getView().seat === 'here',
  });

  constructor(endpoints: readonly string[]) {
    this.client = new AgentClient({ endpoints, device: keptDevice(), patience: { idleMs: quietMs } });
    this.supervision = new SupervisorClient({ endpoints, token: '' });
    this.store = new ViewStore(this.client.state);
    this.messages = new Messages(this.client, this.store);
    this.signIns = new SignIns(this.client, this.store, {
      sitDown: (ticket) => {
        this.sitDown(ticket);
      },
      leave: () => {
        this.tabs.leave();
        this.client.leave();
      },
    });
    new ReadTeller(this.client, this.store);
    listen(this.client, this.store, {
      used: () => {
        this.signIns.used();
      },
      look: () => {
        this.signIns.look();
      },
    });
  }

  subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  getView = (): DeskView => this.store.get();

  useHere(): void {
    this.tabs.take();
    const ticket = keptTicket();
    if (!ticket) return;
    const wasElsewhere = this.getView().seat === 'elsewhere';
    this.store.change({ type: 'signed-in', ...ticket, work: keptWork(ticket.account) });
    this.messages.transmitKept();
    if (wasElsewhere) {
      this.signIns.open(ticket).catch(() => {
        // Shown by the connection's status.
      });
    }
  }

  standUp(): void {
    this.store.change({ type: 'seat', seat: 'elsewhere' });
    this.client.leave();
  }

  setPresence(presence: Presence): Promise<unknown> {
    return this.client.setPresence(presence);
  }

  read(conversationId: string, seq: number): void {
    this.store.change({ type: 'read', conversationId, seq });
  }

  dismiss(ids: readonly string[]): void {
    this.store.change({ type: 'dismissed', ids });
  }

  async leave(how: Leaving, conversationId: string): Promise<void> {
    await this.away(conversationId, () => this.client[how](conversationId));
  }

  async transfer(conversationId: string, toAgentId: string): Promise<void> {
    await this.away(conversationId, () => this.client.transfer(conversationId, toAgentId));
  }

  private async away(conversationId: string, act: () => Promise<unknown>): Promise<void> {
    this.store.change({ type: 'leaving', conversationId, is: true });
    try {
      await act();
    } catch (error) {
      this.store.change({ type: 'leaving', conversationId, is: false });
      throw error;
    }
  }

  private sitDown(ticket: Ticket): void {
    keepTicket(ticket);
    const { account, expiresAt } = ticket;
    this.store.change({ type: 'signed-in', account, expiresAt, work: keptWork(account) });
    this.tabs.join(account.accountId);
    this.messages.transmitKept();
  }
}
