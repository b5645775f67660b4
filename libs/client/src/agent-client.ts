import type { Credentials, SignedIn } from './account-client';
import type { Patience } from './connection';
import type { ConnectionStatus } from './connection-status';
import { DeskCommands } from './desk-commands';
import { DeskConnection, type AgentEvents } from './desk-connection';
import type { DeskConversation, DeskState, ReadState } from './desk-state';
import { Endpoints } from './endpoints';
import { HttpClient } from './http-client';
import { newClientId, platformOf, type PlatformOptions } from './platform';
import type { ServerClock } from './server-clock';

/** The options of an {@link AgentClient}. */
export interface AgentOptions extends PlatformOptions {
  /** Base URLs of the gateways, or of the balancer in front of them. */
  endpoints: readonly string[];
  /** Time limits that replace the usual ones. */
  patience?: Partial<Patience>;
  /**
   * A random text that identifies this device. Give the same one on each page of a device: the gateway then does not
   * report a further desk on it as another device. A new one is made when it is left out.
   */
  device?: string;
}

/**
 * An agent's desk: the agent's conversations with their transcripts. The client reconnects and catches up when a
 * connection is lost.
 * Every action resolves when the server has done it. It rejects with a {@link Refusal}, or with {@link ConnectionLost}
 * when the connection was lost before the answer. Only messages and notes are kept and sent again.
 *
 * @example
 * const desk = new AgentClient({ endpoints: ['https://chat.example'] });
 * desk.on('entries', ({ conversationId, entries }) => show(conversationId, entries));
 * await desk.signIn({ login: 'anna@example', password: 'a long password' });
 */
export class AgentClient extends DeskCommands {
  readonly clock: ServerClock;
  private readonly connection: DeskConnection;

  constructor(options: AgentOptions) {
    const platform = platformOf(options);
    const endpoints = new Endpoints(options.endpoints);
    const device = options.device ?? newClientId();
    const connection = new DeskConnection(platform, endpoints, device, options.patience);
    super(new HttpClient(platform, endpoints), connection);
    this.connection = connection;
    this.clock = connection.clock;
  }

  /** The agent's conversations, and what the gateway has sent about the desk. It is replaced by each change. */
  get state(): DeskState {
    return this.connection.state;
  }

  /** Calls the listener for each event of this name. Returns a function that ends the subscription. */
  on<Name extends keyof AgentEvents>(name: Name, listener: (event: AgentEvents[Name]) => void): () => void {
    return this.connection.events.on(name, listener);
  }

  /** The state of the connection to a gateway. */
  get connectionStatus(): ConnectionStatus {
    return this.connection.status;
  }

  /** The conversation with its transcript; undefined when it does not belong to this agent. */
  conversation(conversationId: string): DeskConversation | undefined {
    return this.state.conversations.get(conversationId);
  }

  /** Seconds until the customer's reconnection window ends, never below 0; null while no window is open. */
  secondsLeft(conversationId: string): number | null {
    return this.clock.secondsLeft(this.conversation(conversationId)?.snapshot);
  }

  /**
   * Signs in and opens the desk. Resolves with a token, which can be given to {@link open} until it expires. Rejects
   * with a {@link Refusal}, such as `sign-in-failed` or `code-required`.
   */
  async signIn(credentials: Credentials): Promise<SignedIn> {
    const signedIn = await this.authenticate(credentials);
    await this.open(signedIn.token);
    return signedIn;
  }

  /**
   * Opens the desk with the token of an earlier sign-in. Resolves with the first `welcome`. Rejects with a {@link
   * Refusal}, or with {@link ConnectionLost} when the desk is closed or opened again first.
   */
  open(token: string): Promise<void> {
    return this.connection.open(token);
  }

  /**
   * True when the gateway sends changes of the queue as they happen. Release 0.1.0 sends the queue only in a `status`.
   */
  get isQueuePushed(): boolean {
    return this.state.welcome?.server?.features.includes('queue-pushed') === true;
  }

  /**
   * Reports to the agent's other devices, and to later desks, how far at most 100 conversations were read. Call it only
   * when {@link state} has `read`: older gateways do not know the request.
   */
  async read(conversations: readonly ReadState[]): Promise<void> {
    await this.connection.ask({ type: 'read', conversations: [...conversations] });
    this.connection.heard({ type: 'read', conversations: [...conversations] });
  }

  /**
   * Signs out. With `confirm` live conversations go back to the queue; without it the request is refused while there
   * are any.
   */
  async signOut({ confirm }: { confirm: boolean }): Promise<void> {
    await this.connection.ask({ type: 'sign-out', confirm });
    this.leave();
  }

  /**
   * Checks a live connection, and tries a lost one now. Call it when the page becomes visible or the network returns.
   */
  probe(): void {
    this.connection.probe();
  }

  /** Closes the connection without signing out. The agent keeps all conversations for the grace period. */
  leave(): void {
    this.connection.close();
  }
}
