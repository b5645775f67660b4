import { WebSocket } from 'ws';
import { pause } from '../../story/until';

/** A socket without a client library: it sends the given frames and records the answers. */
export class RawSocket {
  readonly heard: string[] = [];
  closeCode: number | undefined;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.heard.push(data.toString()));
    socket.on('close', (code) => (this.closeCode = code));
    socket.on('error', () => undefined);
  }

  static async open(url: string, origin?: string): Promise<RawSocket> {
    const socket = new WebSocket(url.replace(/^http/, 'ws'), origin === undefined ? {} : { origin });
    const raw = new RawSocket(socket);
    const end = performance.now() + 5_000;
    while (socket.readyState === WebSocket.CONNECTING && performance.now() < end) await pause(2);
    return raw;
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  send(frame: unknown): void {
    if (this.isOpen) this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** The answer to a request, or how the socket was closed for it. Equal answers give equal texts. */
  async answer(requestId: string, withinMs = 5_000): Promise<string> {
    const end = performance.now() + withinMs;
    while (performance.now() < end) {
      const found = this.heard.find((text) => isAnswer(text, requestId));
      if (found !== undefined) return found;
      if (this.closeCode !== undefined) return `closed ${this.closeCode}: ${this.heard.at(-1) ?? 'nothing'}`;
      await pause(5);
    }
    return 'no answer';
  }

  close(): void {
    this.socket.terminate();
  }
}

function isAnswer(text: string, requestId: string): boolean {
  const frame = JSON.parse(text) as { type?: string; requestId?: string };
  return frame.requestId === requestId && frame.type !== 'typing';
}
