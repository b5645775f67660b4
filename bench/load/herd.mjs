import { createRequire } from 'node:module';
import { busiest, now, pause, Tally } from './tally.mjs';

/** The pauses of the built client between its attempts. */
const { reconnectPause } = createRequire(import.meta.url)('../../dist/libs/client/src/reconnect-pause.js');

const answerMs = 60_000;
/** The parts of the time from the restored network until a client has returned, in their order. */
const parts = ['pause', 'load', 'refused', 'upgrade', 'reply', 'rest'];

/**
 * All clients lose their connections at the same time and return with the pauses of the real client. Their
 * attempts fail until the network is restored, and times count from then. The shares are means in
 * milliseconds: the client's pause, the delay of the load generator, refused attempts with the waits that
 * they asked for, the TCP connection with its upgrade, the reply to the first frame, and the entries and the
 * snapshot after it.
 */
export async function herdOf(clients, { cutMs, secondsLeft, limitMs }) {
  const refused = new Tally();
  const attempts = [];
  const times = [];
  const sums = Object.fromEntries(parts.map((part) => [part, 0]));
  const lostAt = now();
  const wholeAt = lostAt + cutMs;
  for (const client of clients) client.cut();
  const comesBack = async (client) => {
    let firstDueAt;
    let firstAt;
    for (let isFirst = true; now() < wholeAt + limitMs; isFirst = false) {
      const lostForMs = now() - lostAt;
      const pauseMs = reconnectPause(
        { lostForMs, secondsLeft: secondsLeft - lostForMs / 1000, isFirst },
        Math.random,
      );
      const dueAt = now() + pauseMs;
      await pause(pauseMs);
      if (now() < wholeAt) continue;
      const at = now();
      firstDueAt ??= Math.max(dueAt, wholeAt);
      firstAt ??= at;
      const result = await client.arrive(answerMs);
      if (result.refused === undefined) {
        const { openedAt, repliedAt, backAt } = client;
        const instants = [wholeAt, firstDueAt, firstAt, at, openedAt, repliedAt, backAt];
        parts.forEach((part, i) => (sums[part] += instants[i + 1] - instants[i]));
        attempts.push(firstAt - wholeAt);
        times.push(backAt - wholeAt);
        return;
      }
      refused.add(result.refused);
      await pause(1000 * (result.retryAfterSeconds ?? 0));
    }
  };
  await Promise.all(clients.map(comesBack));
  return {
    back: times.length,
    attempts: busiest(attempts),
    returns: busiest(times),
    shares: Object.fromEntries(parts.map((part) => [part, sums[part] / times.length])),
    refused: refused.counts,
  };
}
