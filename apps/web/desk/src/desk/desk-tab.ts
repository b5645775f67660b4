import { AgentClient, HistoryClient, QuickReplyClient, SupervisorClient } from '@rejoin/client';
import type { Presence } from '@rejoin/contracts';
import type { Closing } from '../view/closing';
import type { DeskView } from '../view/desk-view';
import { keepTicket, keptDevice, keptTicket, keptWork, type Ticket } from './storage';
import { listen } from './listen';
import { Messages } from './messages';
import { OwnReplies } from './own-replies';
import { OtherTabs } from './other-tabs';
import { ReadReporter } from './read-reporter';
import { SignIns } from './sign-ins';
import { ViewStore } from './view-store';

/** An action after which a conversation leaves this desk. */
type Leaving = 'closeTab' | 'release';

/** An agent must notice a lost connection within seconds: the client pings after this time without a request. */
const quietMs = 5_000;

/** The agent's desk in this tab: its state, and the actions of the person. */
export class DeskTab {
  readonly client: AgentClient;
  /**
   * The HTTP clients of the supervisor's page and of the history. All requests of a page share one, so that a gateway is
   * found unavailable only once.
   */
  readonly supervision: SupervisorClient;
  readonly history: HistoryClient;
  readonly quickReplies: QuickReplyClient;
  readonly ownReplies = new OwnReplies();
  /** What is chosen for conversations in wrap-up, until they are closed or the page is. */
  readonly closings = new Map<string, Closing>();
  readonly signIns: SignIns;
  readonly messages: Messages;
  private readonly store: ViewStore;
  private readonly tabs = new OtherTabs({
    onOtherTab: () => {
      if (this.getView().tabState === 'active')
        this.store.change({ type: 'tab-state', tabState: 'conflict' });
    },
    onTakeover: () => {
      this.useOtherTab();
    },
    isActive: () => this.getView().tabState === 'active',
  });

  constructor(endpoints: readonly string[]) {
    this.client = new AgentClient({ endpoints, device: keptDevice(), patience: { idleMs: quietMs } });
    this.supervision = new SupervisorClient({ endpoints, token: '' });
    this.history = new HistoryClient({ endpoints, token: '' });
    this.quickReplies = new QuickReplyClient({ endpoints, token: '' });
    this.store = new ViewStore(this.client.state);
    this.messages = new Messages(this.client, this.store);
    this.signIns = new SignIns(this.client, this.store, {
      activate: (ticket) => {
        this.activate(ticket);
      },
      leave: () => {
        this.tabs.leave();
        this.client.leave();
      },
    });
    new ReadReporter(this.client, this.store);
    listen(this.client, this.store, {
      onActivity: () => {
        this.signIns.recordActivity();
      },
      onCheck: () => {
        this.signIns.check();
      },
    });
  }

  subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  getView = (): DeskView => this.store.get();

  useHere(): void {
    this.tabs.takeOver();
    const ticket = keptTicket();
    if (!ticket) return;
    const wasInactive = this.getView().tabState === 'inactive';
    this.store.change({ type: 'signed-in', ...ticket, work: keptWork(ticket.account) });
    this.messages.transmitPending();
    if (wasInactive) {
      this.signIns.open(ticket).catch(() => {
        // The error is shown by the connection status.
      });
    }
  }

  useOtherTab(): void {
    this.store.change({ type: 'tab-state', tabState: 'inactive' });
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

  /** Closes a conversation in wrap-up, with what the agent has chosen for it. */
  async closeConversation(conversationId: string, { disposition, tags }: Closing): Promise<void> {
    await this.away(conversationId, () =>
      this.client.closeConversation(conversationId, { disposition, tags: [...tags] }),
    );
    this.closings.delete(conversationId);
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

  private activate(ticket: Ticket): void {
    keepTicket(ticket);
    const { account, expiresAt } = ticket;
    this.store.change({ type: 'signed-in', account, expiresAt, work: keptWork(account) });
    this.tabs.join(account.accountId);
    this.messages.transmitPending();
  }
}
