import { ChatClient, type ChatEvents, type ChatOptions, type Storage } from '@rejoin/client';
import type { ConnectionCutter } from '@rejoin/servers';
import { until } from './until';

/** A browser: what it keeps is gone when another one is used. */
class Browser implements Storage {
  private readonly kept = new Map<string, string>();
  getItem = (key: string) => this.kept.get(key) ?? null;
  setItem = (key: string, value: string) => void this.kept.set(key, value);
  removeItem = (key: string) => void this.kept.delete(key);
}

/** A customer at a device, with a line of their own that can be hurt. */
export class Customer {
  readonly chat: ChatClient;
  returns = 0;
  tooLate: ChatEvents['too-late'] | undefined;

  constructor(
    readonly name: string,
    readonly line: ConnectionCutter | undefined,
    options: ChatOptions,
  ) {
    this.chat = new ChatClient({ ...options, storage: new Browser() });
    this.chat.on('reconnected', () => this.returns++);
    this.chat.on('too-late', (event) => (this.tooLate = event));
  }

  get conversationId(): string {
    const id = this.chat.conversationId;
    if (id === null) throw new Error(`${this.name} has no conversation`);
    return id;
  }

  /** The messages of the conversation, as this customer sees them. */
  get messages(): string[] {
    return this.chat.entries.flatMap(({ kind, text }) => (kind === 'message' && text !== null ? [text] : []));
  }

  async start(startNew = false): Promise<void> {
    await this.chat.start({ name: this.name, locale: 'en', startNew });
  }

  async reads(text: string): Promise<void> {
    await until(`${this.name} reads "${text}"`, () => this.messages.includes(text));
  }

  async isServedBy(agentName: string): Promise<void> {
    await until(
      `${this.name} is served by ${agentName}`,
      () => this.chat.conversation?.agent?.name === agentName,
    );
  }

  /** The line is whole again, and the device notices. */
  async comesBack(): Promise<void> {
    const before = this.returns;
    this.line?.restore();
    this.chat.probe();
    await until(`${this.name} is back`, () => this.returns > before);
  }

  /** Shut without a word to anybody, as browsers are. */
  closesBrowser(): void {
    this.chat.leave();
  }

  async goesHome(): Promise<void> {
    this.chat.leave();
    await this.line?.close();
  }
}
