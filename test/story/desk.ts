import { AgentClient, type AgentOptions } from '@rejoin/client';
import type { Entry, Snapshot, SystemCode } from '@rejoin/contracts';
import type { Customer } from './customer';
import { until } from './until';

/** An agent at a desk. Watches all the time that nobody gives them more than their maximum. */
export class Desk {
  readonly client: AgentClient;
  overloaded = false;
  private password = '';

  constructor(
    readonly name: string,
    readonly agentId: string,
    private readonly maxUnits: number,
    options: AgentOptions,
  ) {
    this.client = new AgentClient(options);
    this.client.on('status', ({ usedUnits, maxUnits }) => (this.overloaded ||= usedUnits > maxUnits));
  }

  /** Signs in, also again: without a password, with that of the time before. */
  async signIn(password = this.password): Promise<void> {
    this.password = password;
    await this.client.signIn({ login: this.agentId, password });
    await until(
      `${this.name}'s capacity is known`,
      () => this.client.state.status?.maxUnits === this.maxUnits,
    );
  }

  get usedUnits(): number {
    return this.client.state.status?.usedUnits ?? -1;
  }

  get heldUnits(): number {
    return this.client.state.status?.heldUnits ?? -1;
  }

  sees({ conversationId }: { conversationId: string }): Snapshot | undefined {
    return this.client.conversation(conversationId)?.snapshot;
  }

  entriesOf({ conversationId }: { conversationId: string }): readonly Entry[] {
    return this.client.conversation(conversationId)?.transcript.entries ?? [];
  }

  /** Waits until the conversation stands on this desk as the condition says. */
  async finds(
    what: string,
    conversation: { conversationId: string },
    isSo: (snapshot: Snapshot) => boolean,
  ): Promise<Snapshot> {
    return until(`${this.name}'s desk shows: ${what}`, () => {
      const snapshot = this.sees(conversation);
      return snapshot && isSo(snapshot) ? snapshot : undefined;
    });
  }

  /** Waits for a line of the system in the transcript. */
  async reads(conversation: { conversationId: string }, code: SystemCode): Promise<Entry> {
    return until(`${this.name} reads "${code}"`, () =>
      this.entriesOf(conversation).findLast((entry) => entry.code === code),
    );
  }

  /** Takes part in the start of a chat: the customer says something, the agent answers. */
  async serves(customer: Customer, question: string, answer: string): Promise<void> {
    await this.finds('the new chat', customer, ({ state }) => state === 'active');
    await customer.chat.send(question);
    await until(`${this.name} reads "${question}"`, () =>
      this.entriesOf(customer).some(({ text }) => text === question),
    );
    await this.client.send(customer.conversationId, answer);
    await customer.reads(answer);
  }

  /** Waits until the customer counts as away, and the slot is held for them. */
  async missesCustomer(customer: { conversationId: string }): Promise<Snapshot> {
    return this.finds(
      'the customer is away, the slot is held',
      customer,
      ({ customer: { status }, window, slotHeld }) => status === 'away' && window !== null && slotHeld,
    );
  }

  async hasUnits(used: number, held = 0): Promise<void> {
    await until(
      `${this.name} has ${used} units in use, ${held} of them held (last: ${this.usedUnits}, ${this.heldUnits})`,
      () => this.usedUnits === used && this.heldUnits === held,
    );
  }

  async goesHome(): Promise<void> {
    await this.client.signOut({ confirm: true }).catch(() => undefined);
    this.client.leave();
  }
}
