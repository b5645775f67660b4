import { randomBytes } from 'node:crypto';
import { RawSocket, addressOf } from './raw-socket.mjs';
import { now } from './tally.mjs';

/** A customer that implements only the parts of docs/protocol.md that the measurements need. */
export class Chat {
  secret = randomBytes(32).toString('base64url');
  conversationId = null;
  lastSeq = 0;
  active = false;
  /** The texts of the agents' messages since the last return, in order. */
  texts = [];
  gap = false;
  sent = new Map();

  constructor(n, ports, widgetIds) {
    this.from = addressOf(n);
    this.port = ports[n % ports.length];
    this.widgetId = widgetIds[n % widgetIds.length];
  }

  /**
   * Connects, then starts or resumes the chat. Resolves when the chat is live, with the milliseconds since
   * the connect, or with the refusal.
   */
  arrive(limitMs) {
    const begun = now();
    this.texts = [];
    this.gap = false;
    return new Promise((resolve) => {
      let upTo;
      let over = false;
      const finish = (result) => {
        if (over) return;
        over = true;
        clearTimeout(limit);
        if (result.refused !== undefined) this.cut();
        resolve(result);
      };
      const limit = setTimeout(() => finish({ refused: 'no answer' }), limitMs);
      this.onFrame = (frame) => {
        if (frame.type === 'resumed') {
          upTo = frame.toSeq;
          this.repliedAt = now();
          this.conversationId = frame.conversationId;
        } else if (frame.type === 'refused' && !over) {
          finish({ refused: frame.name, retryAfterSeconds: frame.retryAfterSeconds });
        } else if (frame.type === 'conversation' && upTo !== undefined && this.lastSeq >= upTo) {
          this.backAt = now();
          finish({ ms: this.backAt - begun });
        }
      };
      this.socket = new RawSocket({
        port: this.port,
        path: '/v1/chat',
        from: this.from,
        handlers: {
          opened: () => {
            this.openedAt = now();
            this.socket.send(this.#firstFrame());
          },
          text: (text) => this.#take(JSON.parse(text)),
          closed: (why) => {
            this.closedBecause = why;
            finish({ refused: why });
          },
        },
      });
    });
  }

  /**
   * Sends a message whose id contains the time of sending. Resolves with the milliseconds until its ack, or
   * with the refusal.
   */
  say(text, limitMs) {
    const requestId = `${Math.round(now() * 1000)}.${randomBytes(6).toString('hex')}`;
    const begun = now();
    return new Promise((resolve) => {
      const finish = (result) => {
        clearTimeout(limit);
        this.sent.delete(requestId);
        resolve(result);
      };
      const limit = setTimeout(() => finish({ refused: 'no answer' }), limitMs);
      this.sent.set(requestId, (frame) =>
        finish(frame.type === 'ack' ? { ms: now() - begun } : { refused: frame.name }),
      );
      this.socket.send(JSON.stringify({ type: 'send', requestId, text }));
    });
  }

  /** Ends the conversation. */
  close() {
    return new Promise((resolve) => {
      this.sent.set('close', resolve);
      this.socket.send(JSON.stringify({ type: 'close', requestId: 'close' }));
    });
  }

  cut() {
    this.socket?.cut();
  }

  #firstFrame() {
    const { secret, widgetId, conversationId, lastSeq } = this;
    return JSON.stringify(
      conversationId === null
        ? { type: 'start', requestId: 'start', widgetId, secret }
        : { type: 'resume', requestId: 'resume', conversationId, secret, afterSeq: lastSeq },
    );
  }

  #take(frame) {
    if (frame.type === 'entries') for (const entry of frame.entries) this.#read(entry);
    if (frame.type === 'conversation') this.active = frame.conversation.state === 'active';
    this.sent.get(frame.requestId)?.(frame);
    this.onFrame(frame);
  }

  #read({ seq, sender, kind, text }) {
    if (seq <= this.lastSeq) return;
    if (seq !== this.lastSeq + 1) this.gap = true;
    this.lastSeq = seq;
    if (kind === 'message' && sender === 'agent') this.texts.push(text);
  }
}
