// Follows what happens on a Rejoin system and prints each fact once, in its order.
//   npm run build && NATS_URL=nats://integrator:<password>@<host>:<port> node docs/examples/follow.mjs
// With REJOIN_URL (a gateway) and REJOIN_TOKEN (of a service account with conversations:read, or a supervisor) it begins from the conversations as they stand.
import { connect } from 'nats';
// In a system of your own: import { aggregateOf, FactReader, MemoryStore } from '@rejoin/events';
import events from '../../dist/libs/events/src/index.js';
import { conversations } from './snapshot.mjs';

const { aggregateOf, FactReader, MemoryStore } = events;
const { NATS_URL, REJOIN_URL: url, REJOIN_TOKEN: token } = process.env;
const { host, username: user, password: pass } = new URL(NATS_URL);
const nats = await connect({
  servers: host,
  user,
  pass: decodeURIComponent(pass),
  inboxPrefix: `_INBOX_${user}`,
  maxReconnectAttempts: -1,
  ignoreAuthErrorAbort: true, // otherwise the client ends for good while passwords are being changed
});
const store = new MemoryStore(); // in a real system: new PostgresStore(pool), with the effect in the same transaction

async function takeSnapshot(tx) {
  if (!url || !token) return;
  for await (const { conversationId, state, position } of conversations(url, token)) {
    console.log(`conversation/${conversationId}`, state, JSON.stringify(position));
    for (const [family, version] of Object.entries(position)) {
      await store.advance(tx, `${family}/${conversationId}`, version); // facts up to it are repetitions
    }
  }
}
await takeSnapshot();

new FactReader({
  jetstream: nats.jetstream(),
  durable: user.replace(/_2$/, ''), // a reader has a second user while its password is changed
  store,
  apply: (fact) => console.log(aggregateOf(fact), fact.version, fact.type, JSON.stringify(fact.data)),
  onTimeline: ({ family }, tx) => {
    console.error(`${family}: the system was restored; reading the conversations again`);
    return takeSnapshot(tx);
  },
  onGap: ({ aggregate, from, to }) =>
    console.error(`${aggregate}: ${from} to ${to} did not come; going on without`),
  onParked: (fact, error) => console.error(`${aggregateOf(fact)} ${fact.version} is parked:`, error),
});
