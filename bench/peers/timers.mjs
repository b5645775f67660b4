import { connect } from 'nats';
import { forEach, latencies, now, pause } from '../load/tally.mjs';
import { serve } from '../machine/serve.mjs';

/** A durable timer of a peer, run by this process alone: jobs that are due at an instant. */
let timer;
let jetStream;
let fired = new Map();
let late = [];
let last = 0;

async function onFire(id, at) {
  late.push(now() - at);
  fired.set(id, (fired.get(id) ?? 0) + 1);
  if (jetStream) await jetStream.publish(`bench.fired.${id}`, JSON.stringify({ id, at }));
  last = now();
}

function report(count) {
  const twice = [...fired.values()].filter((times) => times > 1).length;
  return { fired: fired.size, missing: count - fired.size, twice, last, ...latencies(late) };
}

async function allFired(count, limitMs) {
  const end = now() + limitMs;
  while (fired.size < count && now() < end) await pause(5);
  await pause(50);
}

serve({
  async open({ kind, url, port }) {
    const peer = await import(`./${kind}.mjs`);
    timer = await peer.open({ url, port, onFire });
  },

  /** From now on each handler publishes one event to JetStream and waits for its acknowledgement. */
  async publishTo({ url }) {
    const nats = await connect({ servers: url });
    const manager = await nats.jetstreamManager();
    await manager.streams.add({ name: 'bench', subjects: ['bench.fired.*'] });
    jetStream = nats.jetstream({ timeout: 30_000 });
  },

  /** Adds jobs that become due one after the other, `perSecond` a second, beginning in `leadMs`. */
  async steady({ perSecond, count, leadMs, limitMs }) {
    fired = new Map();
    late = [];
    const begin = Math.ceil(now()) + leadMs;
    await timer.armMany(
      Array.from({ length: count }, (_, i) => ({
        id: `s${perSecond}-${i}`,
        at: begin + (i * 1000) / perSecond,
      })),
    );
    await allFired(count, limitMs);
    return report(count);
  },

  /** Adds jobs that are all due at the same instant. */
  async storm({ count, leadMs, limitMs }) {
    fired = new Map();
    late = [];
    const at = Math.ceil(now()) + leadMs;
    await timer.armMany(Array.from({ length: count }, (_, i) => ({ id: `b${i}`, at })));
    const armedInTime = now() < at;
    await allFired(count, limitMs);
    return { ...report(count), armedInTime, perSecond: (fired.size / (last - at)) * 1000 };
  },

  /** Adds jobs one by one that are due far in the future. */
  async arm({ count, inFlight, limitMs }) {
    const at = Date.now() + 3_600_000;
    const begun = now();
    const ids = Array.from({ length: count }, (_, i) => `a${i}`);
    const armed = await forEach(ids, inFlight, limitMs, (id) => timer.armOne(id, at));
    return { armed, perSecond: (armed / (now() - begun)) * 1000 };
  },
});
