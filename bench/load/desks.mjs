import { serve } from '../machine/serve.mjs';
import { RawSocket, addressOf } from './raw-socket.mjs';
import { forEach, latencies, now, pause, Tally } from './tally.mjs';

/** The desk that answers each conversation. */
const deskOf = new Map();
const inWrapUp = new Map();
const desks = [];
let delivered = [];

class Desk {
  #answers = new Map();
  #sent = 0;

  constructor(port, token, from) {
    this.port = port;
    this.welcome = new Promise((resolve, reject) => {
      this.socket = new RawSocket({
        port,
        path: '/v1/desk',
        from,
        handlers: {
          opened: () =>
            this.socket.send(JSON.stringify({ type: 'sign-in', requestId: 's', token, known: {} })),
          text: (text) => this.#take(JSON.parse(text), resolve, reject),
          closed: (why) => reject(new Error(`a desk was closed: ${why}`)),
        },
      });
    });
  }

  /** Sends a message into a conversation, and sends it again while the refusal asks to wait. */
  async say(conversationId, text, limitMs) {
    const requestId = `m${++this.#sent}.${process.pid}.${Math.round(now())}`;
    for (const end = now() + limitMs; now() < end;) {
      const answer = await new Promise((resolve) => {
        this.#answers.set(requestId, resolve);
        this.socket.send(JSON.stringify({ type: 'send', requestId, conversationId, text }));
      });
      if (answer.type === 'ack') return undefined;
      if (answer.retryAfterSeconds === null) return answer.name;
      await pause(1000 * Math.max(0.1, answer.retryAfterSeconds));
    }
    return 'no answer';
  }

  #take(frame, welcomed, refused) {
    if (frame.type === 'welcome') welcomed(undefined);
    if (frame.type === 'refused' && frame.requestId === 's') refused(new Error(frame.name));
    if (frame.type === 'conversation') this.#see(frame.conversation);
    if (frame.type === 'entries') for (const entry of frame.entries) this.#read(entry);
    this.#answers.get(frame.requestId)?.(frame);
    this.#answers.delete(frame.requestId);
  }

  #see({ conversationId, state }) {
    if (state === 'wrap-up') inWrapUp.set(conversationId, this);
    else deskOf.set(conversationId, this);
  }

  /** Ends the wrap-up of a conversation. */
  closeEnded(conversationId) {
    const requestId = `c${++this.#sent}`;
    this.socket.send(JSON.stringify({ type: 'close-conversation', requestId, conversationId }));
  }

  /** The id of a customer's message contains the time of sending. */
  #read({ kind, sender, clientId }) {
    if (kind !== 'message' || sender !== 'customer' || !clientId?.includes('.')) return;
    delivered.push(now() - Number(clientId.split('.')[0]) / 1000);
  }
}

serve({
  /** Signs agents in and opens a desk for each of them, at the gateways of `ports` in turn. */
  async open({ ports, logins, password }) {
    await forEach(logins, 8, 60_000, async (login) => {
      const n = desks.length;
      const port = ports[n % ports.length];
      const response = await fetch(`http://127.0.0.1:${port}/v1/sign-in`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ login, password }),
      });
      const answer = await response.json();
      if (!response.ok) throw new Error(`${login} cannot sign in: ${JSON.stringify(answer)}`);
      const desk = new Desk(port, answer.token, addressOf(1_000_000 + n));
      desks.push(desk);
      await desk.welcome;
    });
    return desks.length;
  },

  /** Sends these texts, in this order, into each conversation that the desks have. */
  async sayToAll({ texts, limitMs }) {
    const refused = new Tally();
    let said = 0;
    const end = now() + limitMs;
    await Promise.all(
      [...deskOf].map(async ([conversationId, desk]) => {
        for (const text of texts) {
          const because = await desk.say(conversationId, text, end - now());
          if (because === undefined) said++;
          else refused.add(because);
        }
      }),
    );
    return { said, refused: refused.counts };
  },

  /** Ends the wrap-up of every conversation that has ended. */
  closeEnded() {
    for (const [conversationId, desk] of inWrapUp) desk.closeEnded(conversationId);
    inWrapUp.clear();
  },

  forget() {
    delivered = [];
  },

  delivered() {
    return { count: delivered.length, ...latencies(delivered) };
  },
});
