import { EventEmitter } from 'node:events';
import { Agent, request } from 'node:http';

interface Answer {
  readonly status: number;
  readonly json: Record<string, unknown>;
}

/** The client's end of a connection over HTTP. Tests use it like a WebSocket, and can inspect each request. */
export class PollingClient extends EventEmitter {
  connection = '';
  /** The numbers of the last frame that was sent and of the last one that was received. */
  sent = 0;
  got = 0;
  private readonly agent: Agent;
  private over = false;
  private sending = Promise.resolve();

  constructor(
    private readonly url: string,
    private readonly origin: string | undefined,
    private readonly from: string,
  ) {
    super();
    this.agent = new Agent({ keepAlive: true, localAddress: from });
    void this.run();
  }

  send(data: string | Buffer): void {
    const frame = { connection: this.connection, first: ++this.sent, frames: [data.toString()] };
    this.sending = this.sending.then(() => this.post('send', frame).then(ignore, ignore));
  }

  terminate(): void {
    this.over = true;
    this.agent.destroy();
    this.emit('close', 1006);
  }

  post(verb: string, body: object = {}, url = this.url): Promise<Answer> {
    const headers = {
      'content-type': 'text/plain;charset=UTF-8',
      ...(this.origin === undefined ? {} : { origin: this.origin }),
    };
    return new Promise((resolve, reject) => {
      const options = { method: 'POST', headers, agent: this.agent, localAddress: this.from };
      const httpRequest = request(`${url}/v1/chat/${verb}`, options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, json: JSON.parse(text) as Record<string, unknown> });
        });
      });
      httpRequest.on('error', reject);
      httpRequest.end(JSON.stringify(body));
    });
  }

  private async run(): Promise<void> {
    const { status, json } = await this.post('open');
    if (status !== 200) {
      this.emit('error', new Error(String(json['name'])));
      return;
    }
    this.connection = String(json['connection']);
    this.emit('open');
    while (!this.over) {
      const body = { connection: this.connection, after: this.got };
      this.heard(await this.post('poll', body).catch(() => undefined));
    }
  }

  private heard(polled: Answer | undefined): void {
    if (this.over) return;
    const frames = (polled?.json['frames'] ?? []) as string[];
    for (const frame of frames) this.emit('message', Buffer.from(frame));
    this.got += frames.length;
    const close = polled?.status === 200 ? polled.json['close'] : 1006;
    if (close === null) return;
    this.over = true;
    this.agent.destroy();
    this.emit('close', close);
  }
}

function ignore(): void {
  // The polls show the failure.
}
