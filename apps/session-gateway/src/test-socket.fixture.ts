import { CustomerFrame, AgentFrame } from '@rejoin/contracts';
import { newSecret } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { PollingClient } from './polling-client.fixture';

export type AnyFrame = CustomerFrame | AgentFrame;
type FrameOf<Type extends AnyFrame['type']> = Extract<AnyFrame, { type: Type }>;

/** A raw socket to a gateway, whose client can also break the protocol. */
export class TestSocket {
  readonly frames: AnyFrame[] = [];
  closeCode: number | undefined;
  private requestCount = 0;

  private constructor(
    readonly socket: WebSocket,
    path: string,
  ) {
    const schema = path === '/v1/desk' ? AgentFrame : CustomerFrame;
    socket.on('message', (data: Buffer) => this.frames.push(schema.parse(JSON.parse(data.toString()))));
    socket.on('close', (code) => (this.closeCode = code));
    socket.on('error', () => undefined);
  }

  /** Opens the connection of a customer whose proxy blocks WebSockets. */
  static async poll(url: string, origin?: string, from = '127.0.0.1'): Promise<PollingTestSocket> {
    const peer = new PollingClient(url, origin, from);
    const caller = new TestSocket(peer as unknown as WebSocket, '/v1/chat');
    await once(peer, 'open');
    return Object.assign(caller, { peer });
  }

  /** `from` is one of this machine's own addresses. */
  static async open(
    url: string,
    path: '/v1/chat' | '/v1/desk',
    origin?: string,
    from = '127.0.0.1',
    headers: Readonly<Record<string, string>> = {},
  ): Promise<TestSocket> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, {
      localAddress: from,
      headers,
      ...(origin === undefined ? {} : { origin }),
    });
    const caller = new TestSocket(socket, path);
    await once(socket, 'open');
    return caller;
  }

  /** Sends a frame or any other object. Returns its request id. */
  send(frame: object): string {
    const requestId = `r${++this.requestCount}`;
    this.socket.send(JSON.stringify({ requestId, ...frame }));
    return (frame as { requestId?: string }).requestId ?? requestId;
  }

  raw(data: string | Buffer): void {
    this.socket.send(data, { binary: typeof data !== 'string' });
  }

  /** Waits for the answer to a request. */
  answer(requestId: string | null): Promise<AnyFrame> {
    return eventually(() =>
      this.frames.find((frame) => 'requestId' in frame && frame.requestId === requestId),
    );
  }

  async ask(frame: object): Promise<AnyFrame> {
    return this.answer(this.send(frame));
  }

  /** Returns the name of the refusal, or undefined when the request is not refused. */
  async refusal(frame: object): Promise<string | undefined> {
    const answer = await this.ask(frame);
    return answer.type === 'refused' ? answer.name : undefined;
  }

  all<Type extends AnyFrame['type']>(type: Type): FrameOf<Type>[] {
    return this.frames.filter((frame): frame is FrameOf<Type> => frame.type === type);
  }

  entries() {
    return this.all('entries').flatMap((frame) => frame.entries);
  }

  texts(): (string | null)[] {
    return this.entries().flatMap((entry) => (entry.kind === 'message' ? [entry.text] : []));
  }

  closed(): Promise<number> {
    return eventually(() => this.closeCode);
  }

  leave(): void {
    this.socket.terminate();
  }
}

export type PollingTestSocket = TestSocket & { readonly peer: PollingClient };

/** Returns a `start` frame of an unknown customer. */
export function start(widgetId: string, more: object = {}) {
  return { type: 'start', widgetId, secret: newSecret(), ...more };
}
