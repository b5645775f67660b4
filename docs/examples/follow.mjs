// Follows what happens on a Rejoin system. Knows nothing but docs/generated/asyncapi.json.
//   NATS_URL=nats://integrator:<password>@<host>:<port> node docs/examples/follow.mjs
// With REJOIN_URL (a gateway) and REJOIN_TOKEN (of a supervisor) it begins from the conversations as they stand.
import { readFileSync } from 'node:fs';
import { connect } from 'nats';
import { InOrder } from './in-order.mjs';
import { conversations } from './snapshot.mjs';

const { channels } = JSON.parse(readFileSync(new URL('../generated/asyncapi.json', import.meta.url)));
const { host, username: user, password: pass } = new URL(process.env.NATS_URL);
const nats = await connect({
  servers: host,
  user,
  pass: decodeURIComponent(pass),
  inboxPrefix: `_INBOX_${user}`,
  maxReconnectAttempts: -1,
  ignoreAuthErrorAbort: true, // otherwise the client ends for good while passwords are being changed
});
const applied = new Map(); // family/subject -> version; in a real system: in its database, with the effect

function apply(name, fact) {
  console.log(name, fact.version, fact.type, JSON.stringify(fact.data));
  applied.set(name, fact.version);
}

function acceptGap(name, from, to) {
  console.error(`${name}: ${from} to ${to} did not come; going on without`);
  applied.set(name, to);
}

async function follow({ stream, durable }) {
  const consumer = await nats.jetstream().consumers.get(stream, durable);
  const order = new InOrder(applied, apply, acceptGap);
  const timer = setInterval(() => order.acceptOverdue(), 1_000);
  try {
    for await (const message of await consumer.consume({ abort_on_missing_resource: true })) {
      order.receive(message.json(), () => message.ack());
    }
  } finally {
    clearInterval(timer); // what was held comes again
  }
}

async function followAlways(source) {
  for (;;) {
    await follow(source).catch(() => undefined); // a stream or durable that is being made anew
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function beginFromSnapshot(url, token) {
  for await (const { conversationId, state, position } of conversations(url, token)) {
    console.log(`conversation/${conversationId}`, state, JSON.stringify(position));
    for (const [family, version] of Object.entries(position)) {
      applied.set(`${family}/${conversationId}`, version); // facts up to it are repetitions
    }
  }
}

const { REJOIN_URL: url, REJOIN_TOKEN: token } = process.env;
if (url && token) await beginFromSnapshot(url, token);

const sources = new Map(Object.values(channels).map((channel) => [channel['x-jetstream'].stream, channel]));
for (const channel of sources.values()) void followAlways(channel['x-jetstream']);
