// Follows what happens on a Rejoin system. Knows nothing but docs/generated/asyncapi.json.
//   NATS_URL=nats://integrator:<password>@<host>:<port> node docs/examples/follow.mjs
import { readFileSync } from 'node:fs';
import { connect } from 'nats';

const { channels } = JSON.parse(readFileSync(new URL('../generated/asyncapi.json', import.meta.url)));
const { host, username: user, password: pass } = new URL(process.env.NATS_URL);
const nats = await connect({
  servers: host,
  user,
  pass: decodeURIComponent(pass),
  inboxPrefix: `_INBOX_${user}`,
});
const applied = new Map(); // family/subject -> version; in a real system: in its database, with the effect

async function follow({ stream, durable }) {
  const consumer = await nats.jetstream().consumers.get(stream, durable);
  for await (const message of await consumer.consume({ abort_on_missing_resource: true })) {
    const fact = message.json();
    const name = `${fact.family}/${fact.subject}`;
    const next = (applied.get(name) ?? 0) + 1;
    if (fact.version > next)
      message.nak(500); // it has overtaken its predecessor: comes again
    else {
      if (fact.version === next) console.log(name, fact.version, fact.type, JSON.stringify(fact.data));
      if (fact.version === next) applied.set(name, fact.version); // lower: a repetition
      message.ack();
    }
  }
}

async function followAlways(source) {
  for (;;) {
    await follow(source).catch(() => undefined); // a stream or durable that is being made anew
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const sources = new Map(Object.values(channels).map((channel) => [channel['x-jetstream'].stream, channel]));
for (const channel of sources.values()) void followAlways(channel['x-jetstream']);
