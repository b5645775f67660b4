import { serve } from '../machine/serve.mjs';
import { herdOf } from './herd.mjs';
import { RawSocket, addressOf } from './raw-socket.mjs';
import { forEach, latencies, now, pause, Tally } from './tally.mjs';

/** Clients of the peers. They use the same raw sockets as the customers of the product. */
const clients = [];
let kind;
let port;

/**
 * Socket.IO 5 over Engine.IO 4: packets are text; `0` opens, `2` is a ping, `40` connects and `42` is an
 * event.
 */
class SocketIo {
  texts = [];

  constructor(n) {
    this.name = `client-${n}`;
    this.from = addressOf(n);
  }

  arrive(limitMs, missed) {
    this.texts = [];
    const begun = now();
    return new Promise((resolve) => {
      const finish = (result) => {
        clearTimeout(limit);
        resolve(result);
      };
      const limit = setTimeout(() => finish({ refused: 'no answer' }), limitMs);
      this.socket = new RawSocket({
        port,
        path: '/socket.io/?EIO=4&transport=websocket',
        from: this.from,
        handlers: {
          opened: () => undefined,
          closed: (why) => finish({ refused: why }),
          text: (text) => {
            if (text[0] === '0') this.socket.send(`40${JSON.stringify(this.#auth())}`);
            else if (text[0] === '2') this.socket.send('3');
            else if (text.startsWith('40')) {
              this.pid = JSON.parse(text.slice(2)).pid;
              if (missed === undefined) finish({ ms: now() - begun });
            } else if (text.startsWith('42')) {
              const [event, value, offset] = JSON.parse(text.slice(2));
              if (event === 'first' && missed !== undefined) return finish({ refused: 'not recovered' });
              if (offset !== undefined && event === 'm') this.offset = offset;
              if (event === 'm') this.texts.push(value);
              if (missed !== undefined && this.texts.length === missed) finish({ ms: now() - begun });
            }
          },
        },
      });
    });
  }

  #auth() {
    return this.pid ? { pid: this.pid, offset: this.offset } : { name: this.name };
  }

  cut() {
    this.socket?.cut();
  }
}

class NullClient {
  texts = [];

  constructor(n) {
    this.from = addressOf(n);
    this.name = `client-${n}`;
  }

  arrive(limitMs) {
    const begun = now();
    return new Promise((resolve) => {
      const limit = setTimeout(() => resolve({ refused: 'no answer' }), limitMs);
      const finish = (result) => {
        clearTimeout(limit);
        resolve(result);
      };
      const first = JSON.stringify({ name: this.name, secret: this.name });
      this.socket = new RawSocket({
        port,
        path: '/',
        from: this.from,
        handlers: {
          opened: () => {
            this.openedAt = now();
            this.socket.send(first);
          },
          closed: (why) => finish({ refused: why }),
          text: (text) => {
            const { right } = JSON.parse(text);
            this.repliedAt = this.backAt = now();
            finish(right ? { ms: this.backAt - begun } : { refused: 'wrong' });
          },
        },
      });
    });
  }

  cut() {
    this.socket?.cut();
  }
}

serve({
  begin(plan) {
    ({ kind, port } = plan);
  },

  async start({ count, inFlight, limitMs }) {
    const refused = new Tally();
    const begun = now();
    const make = kind === 'socket.io' ? SocketIo : NullClient;
    const fresh = Array.from({ length: count }, (_, i) => new make(clients.length + i));
    let started = 0;
    await forEach(fresh, inFlight, limitMs, async (client) => {
      const { refused: because } = await client.arrive(limitMs);
      if (because === undefined) started++;
      else refused.add(because);
    });
    clients.push(...fresh);
    return {
      started,
      seconds: (now() - begun) / 1000,
      refused: refused.counts,
      names: fresh.map(({ name }) => name),
    };
  },

  /** Waits until each client has a message, and with it an offset. */
  async marked({ limitMs }) {
    const end = now() + limitMs;
    while (clients.some(({ offset }) => offset === undefined) && now() < end) await pause(10);
    return clients.filter(({ offset }) => offset !== undefined).length;
  },

  cut() {
    for (const client of clients) client.cut();
  },

  herd(plan) {
    return herdOf(clients, plan);
  },

  async comeBack({ inFlight, limitMs, missed }) {
    const begun = now();
    const times = [];
    const refused = new Tally();
    let exact = 0;
    await forEach(clients, inFlight, limitMs, async (client) => {
      const left = begun + limitMs - now();
      const { refused: because } = await client.arrive(
        left,
        kind === 'socket.io' ? missed.length : undefined,
      );
      if (because !== undefined) return refused.add(because);
      times.push(now() - begun);
      if (String(client.texts) === String(missed)) exact++;
    });
    const seconds = times.length === 0 ? NaN : Math.max(...times) / 1000;
    return { back: times.length, exact, seconds, refused: refused.counts, ...latencies(times) };
  },
});
