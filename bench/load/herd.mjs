import { createRequire } from 'node:module';
import { busiest, now, pause, Tally } from './tally.mjs';

/** How long clients wait before each attempt, as it was built. */
const { reconnectPause } = createRequire(import.meta.url)('../../dist/libs/client/src/reconnect-pause.js');

const answerMs = 60_000;
/** The parts of the time from a whole network until a client is back, in their order. */
const parts = ['pause', 'load', 'refused', 'upgrade', 'reply', 'rest'];

/**
 * All lose their connections at once, and each comes back by the pauses of the client, whose attempts come to
 * nothing until the network is whole again. Times count from then. The shares are means in milliseconds: the client's
 * pause, how late the program that makes the load was, attempts that were refused and the waits they asked for, the
 * TCP connection with its upgrade, the reply to the first frame, and the entries and the snapshot behind it.
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
