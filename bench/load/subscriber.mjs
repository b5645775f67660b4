import { connect } from 'nats';
import { serve } from '../machine/serve.mjs';
import { latencies, now } from './tally.mjs';

/**
 * Reads the timer's facts through the durable consumer of an external reader, as docs/integrators.md
 * describes.
 */
const expiries = new Map();
let late = [];
let first = Infinity;
let last = 0;

serve({
  async follow({ url }) {
    const { host, username: user, password: pass } = new URL(url);
    const nats = await connect({
      servers: host,
      user,
      pass: decodeURIComponent(pass),
      inboxPrefix: `_INBOX_${user}`,
      maxReconnectAttempts: -1,
    });
    const consumer = await nats.jetstream().consumers.get('REJOIN_RECONNECTION_TIMER', 'integrator');
    void read(await consumer.consume({ max_messages: 1000 }));
  },

  forget() {
    expiries.clear();
    late = [];
    first = Infinity;
    last = 0;
  },

  count() {
    return expiries.size;
  },

  report() {
    return { heard: expiries, first, last, ...latencies(late) };
  },
});

async function read(messages) {
  for await (const message of messages) {
    const at = now();
    if (message.subject.includes('.reconnect-expired.')) take(message.json(), at);
    message.ack();
  }
}

function take({ subject, data }, at) {
  const window = `${subject}/${data.epoch}`;
  expiries.set(window, (expiries.get(window) ?? 0) + 1);
  late.push(at - Date.parse(data.deadlineAt));
  first = Math.min(first, at);
  last = Math.max(last, at);
}
