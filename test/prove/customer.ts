import { ChatClient, type Storage } from '@rejoin/client';
import { WebSocket } from 'ws';
import { memory, quick } from '../journeys/people';
import { origin } from '../journeys/portal';
import type { Shop } from '../journeys/shop';
import { pause } from '../story/until';
import type { Agent } from './agent';
import type { Line } from './line';
import type { Random } from './random';
import type { Records, ShownTranscript } from './records';

export interface Surroundings {
  readonly shops: readonly Shop[];
  readonly agents: ReadonlyMap<string, Agent>;
  readonly records: Records;
}

const answerMs = 3_000;
const restMs = 60_000;

/**
 * One customer after another, each with one chat: writes, is cut off, returns in every way there is, and
 * ends.
 */
export class Customer {
  private chat: ChatClient | undefined;
  private storage: Storage = memory();
  private said = 0;
  private stopped = false;
  private restAsked = false;
  private isAtRest = false;

  constructor(
    readonly name: string,
    private readonly line: Line,
    private readonly random: Random,
    private readonly around: Surroundings,
  ) {}

  async live(): Promise<void> {
    for (;;) {
      await this.gate();
      if (this.isStopped()) return;
      try {
        await this.oneChat(this.random.pick(this.around.shops));
      } catch (error) {
        this.records.count(`chats given up: ${error instanceof Error ? error.name : String(error)}`);
      }
      this.chat?.leave();
      this.chat = undefined;
    }
  }

  /** Resolves when this customer has nothing in progress, or after a minute with the reason. */
  async rest(): Promise<string | undefined> {
    this.restAsked = true;
    const end = performance.now() + restMs;
    while (performance.now() < end) {
      if (this.isAtRest && this.isQuiet()) return undefined;
      await pause(50);
    }
    const { chat } = this;
    return `${this.name} (${chat?.conversationId ?? 'no conversation'}) is ${chat?.status.phase ?? 'busy'} with ${chat?.outgoing.length ?? 0} messages unsent`;
  }

  goOn(): void {
    this.restAsked = false;
  }

  stop(): void {
    this.stopped = true;
    this.restAsked = false;
    this.chat?.leave();
  }

  /** What the page shows now of an open chat. */
  shown(): ShownTranscript[] {
    const { chat } = this;
    if (!chat || chat.status.phase !== 'live' || chat.conversationId === null) return [];
    return [{ who: `the page of ${this.name}`, conversationId: chat.conversationId, lines: chat.entries }];
  }

  /** Ends the open chat, by the agent or by the customer. */
  async end(byAgent: boolean): Promise<void> {
    const { chat } = this;
    const conversationId = chat?.conversationId;
    if (!chat || conversationId == null || this.isOver()) return;
    const agent = this.agent();
    if (byAgent && agent) await agent.desk.end(conversationId).catch(() => undefined);
    await within(20_000, chat.endChat());
    this.records.count('chats ended');
  }

  private get records(): Records {
    return this.around.records;
  }

  private async oneChat(shop: Shop): Promise<void> {
    this.storage = memory();
    this.chat = this.device(shop);
    const started = await within(60_000, this.chat.start());
    if (started === undefined) throw new Error('not started within 60 s');
    this.records.count('chats started');
    for (let acts = this.random.between(4, 16); acts > 0; acts--) {
      await this.gate();
      if (this.isStopped() || this.isOver()) return;
      await this.act(shop);
    }
    await this.gate();
    if (this.isStopped() || this.isOver()) return;
    // The window of a customer who leaves for good expires.
    if (shop === this.around.shops[0] && this.random.isIt(0.3)) {
      this.records.count('chats abandoned');
      return;
    }
    await this.end(this.random.isIt(0.5));
  }

  private async act(shop: Shop): Promise<void> {
    const chance = this.random.next();
    if (chance < 0.5) return this.say();
    if (chance < 0.56) return this.lose(() => this.line.drop(), 0);
    if (chance < 0.58) return this.lose(() => this.line.reset(), 0);
    if (chance < 0.6) return this.lose(() => this.line.halfClose(this.random.pick(['client', 'server'])), 0);
    if (chance < 0.72) return this.lose(() => this.line.cut(), this.random.between(200, 3_500));
    if (chance < 0.77) return this.lose(() => this.line.silence(), this.random.between(200, 3_500));
    if (chance < 0.8) return this.lose(() => this.line.slow(this.random), this.random.between(200, 3_500));
    if (chance < 0.83) return this.lose(() => this.line.cut(), 8_000);
    if (chance < 0.9) return this.reload(shop);
    if (chance < 0.96) return this.returnByLink(shop);
    if (chance < 0.98) await within(answerMs, this.chat?.extend());
    else await this.transfer();
  }

  private async say(): Promise<void> {
    const { chat } = this;
    const conversationId = chat?.conversationId;
    if (!chat || conversationId == null) return;
    const text = `${this.name}.${++this.said}`;
    const answer = chat.send(text).then(
      ({ seq }) => this.records.acked(conversationId, text, seq),
      () => this.records.count('messages refused'),
    );
    await Promise.race([answer, pause(answerMs)]);
    await pause(this.random.between(0, 300));
  }

  private async lose(how: () => void, ms: number): Promise<void> {
    this.records.count('customers’ lines lost');
    how();
    await pause(ms);
    if (this.random.isIt(0.5)) await this.say();
    this.line.restore();
  }

  private async reload(shop: Shop): Promise<void> {
    this.records.count('pages reloaded');
    this.chat?.leave();
    this.chat = this.device(shop);
    await within(answerMs, this.chat.restore());
  }

  /** The agent sends a link. Another device redeems it, possibly while the first one is still connected. */
  private async returnByLink(shop: Shop): Promise<void> {
    const agent = this.agent();
    const { chat } = this;
    if (!agent || chat?.conversationId == null) return;
    await within(answerMs, agent.desk.sendQuickReply(chat.conversationId, shop.linkReply));
    await pause(200);
    const link = chat.getReconnectContext().reconnectId;
    if (link === null) return;
    if (this.random.isIt(0.5)) chat.leave();
    this.storage = memory();
    const device = this.device(shop);
    const begun = await within(20_000, device.reconnectByLink(link));
    if (begun === undefined) {
      device.leave();
      return;
    }
    this.records.count('returns by link');
    chat.leave();
    this.chat = device;
  }

  private async transfer(): Promise<void> {
    const agent = this.agent();
    const { chat } = this;
    const others = [...this.around.agents.keys()].filter((id) => id !== agent?.agentId);
    if (!agent || chat?.conversationId == null) return;
    const done = await within(answerMs, agent.desk.transfer(chat.conversationId, this.random.pick(others)));
    if (done !== undefined) this.records.count('transfers');
  }

  private agent(): Agent | undefined {
    return this.around.agents.get(this.chat?.conversation?.agent?.agentId ?? '');
  }

  private device(shop: Shop): ChatClient {
    return new ChatClient({
      endpoints: this.line.endpoints(this.random),
      widgetId: shop.name,
      WebSocket,
      origin,
      storage: this.storage,
      ...quick,
    });
  }

  private isStopped(): boolean {
    return this.stopped;
  }

  private isOver(): boolean {
    const phase = this.chat?.status.phase;
    return phase === 'over' || phase === 'superseded' || this.chat?.conversation?.ended != null;
  }

  private isQuiet(): boolean {
    const { chat } = this;
    return !chat || this.isOver() || (chat.status.phase === 'live' && chat.outgoing.length === 0);
  }

  private async gate(): Promise<void> {
    this.isAtRest = this.restAsked;
    while (this.restAsked) await pause(20);
    this.isAtRest = false;
  }
}

/**
 * The result of a promise; undefined when it fails or takes too long. The audit finds out what became of it.
 */
export async function within<T>(ms: number, promise: Promise<T> | undefined): Promise<T | undefined> {
  return Promise.race([promise?.catch(() => undefined), pause(ms).then(() => undefined)]);
}
