import { Refusal, type ChatClient, type ChatEvents, type StartOptions, type Started } from '@rejoin/client';
import type { PublicWidget, Reconnectable, RefusalName } from '@rejoin/contracts';
import type { Tell } from './api';

/** A promise, and the functions that settle it. */
export class Answer<T> {
  resolve!: (value: T) => void;
  reject!: (error: Error) => void;
  readonly promise = new Promise<T>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });
}

type Listeners = { [Name in keyof ChatEvents]?: (event: ChatEvents[Name]) => void };

const settings = { signInRequired: false, askName: false, locale: null } as unknown as PublicWidget;

/** The client of a customer's chat, whose answers a test gives. It records what it was asked, in order. */
export class Chat {
  readonly asked: string[] = [];
  /** The portal's token of the customer. */
  signedInAs: () => Promise<string | undefined> = () => Promise.resolve(undefined);
  widgetAnswer: () => Promise<PublicWidget> = () => Promise.resolve(settings);
  reconnectable: () => Promise<Reconnectable> = () => Promise.reject(refusal('denied'));
  /** What a start or a return gets. */
  started = new Answer<Started>();
  isHeld = false;
  tabs: 'joined' | 'left' | 'same' = 'same';
  conversationId: string | null = null;
  conversation: ChatClient['conversation'];
  queue: ChatClient['queue'] = null;
  entries: ChatClient['entries'] = [];
  outgoing: ChatClient['outgoing'] = [];
  usedLinks: readonly string[] = [];
  unsent: readonly string[] = [];
  knownSeq = 0;
  status: ChatClient['status'] = { phase: 'idle' };
  private readonly listeners: Listeners = {};

  /** As the type of the client, of which the widget's logic uses these parts only. */
  get client(): ChatClient {
    return this as unknown as ChatClient;
  }

  on<Name extends keyof ChatEvents>(name: Name, listener: (event: ChatEvents[Name]) => void): void {
    Object.assign(this.listeners, { [name]: listener });
  }

  emit<Name extends keyof ChatEvents>(name: Name, event: ChatEvents[Name]): void {
    this.listeners[name]?.(event);
  }

  token(): Promise<string | undefined> {
    this.asked.push('token');
    return this.signedInAs();
  }

  widget(): Promise<PublicWidget> {
    return this.widgetAnswer();
  }

  listReconnectable(of: object): Promise<Reconnectable> {
    this.asked.push(`list ${JSON.stringify(of)}`);
    return this.reconnectable();
  }

  restore(): Promise<Started> | undefined {
    return this.isHeld ? this.started.promise : undefined;
  }

  otherTabChanged(): 'joined' | 'left' | 'same' {
    return this.tabs;
  }

  start(options: StartOptions): Promise<Started> {
    this.asked.push(`start ${JSON.stringify(options)}`);
    return this.started.promise;
  }

  send(text: string): Promise<void> {
    this.asked.push(`send ${text}`);
    return Promise.resolve();
  }

  reconnectByLink(secret: string): Promise<Started> {
    this.asked.push(`redeem ${secret}`);
    return this.started.promise;
  }

  continueConversation(conversationId: string): Promise<Started> {
    this.asked.push(`continue ${conversationId}`);
    return this.started.promise;
  }

  takeUnsent(): readonly string[] {
    const texts = this.unsent;
    this.unsent = [];
    return texts;
  }
}

export function refusal(name: RefusalName, redirectUrl: string | null = null): Refusal {
  return new Refusal(name, name, { redirectUrl });
}

/** What a portal's page hears, in order. */
export class Portal {
  readonly heard: (readonly [name: string, event: unknown])[] = [];
  readonly tell: Tell = (name, event) => void this.heard.push([name, event]);
}

/** Lets everything happen that waits for promises only, also the import of a module. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}
