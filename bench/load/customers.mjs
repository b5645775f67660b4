import { serve } from '../machine/serve.mjs';
import { Chat } from './chat.mjs';
import { herdOf } from './herd.mjs';
import { forEach, latencies, now, openLoop, pause, Tally } from './tally.mjs';

const answerMs = 60_000;
const chats = [];
let ports;
let widgetIds;

serve({
  begin(plan) {
    ({ ports, widgetIds } = plan);
  },

  /** Starts chats; an open one counts when it has an agent. */
  async start({ count, inFlight, limitMs }) {
    const refused = new Tally();
    const times = [];
    const begun = now();
    const fresh = Array.from({ length: count }, (_, i) => new Chat(chats.length + i, ports, widgetIds));
    await forEach(fresh, inFlight, limitMs, async (chat) => {
      const { ms, refused: because } = await chat.arrive(answerMs);
      if (because === undefined) times.push(ms);
      else refused.add(because);
    });
    const started = fresh.filter(({ conversationId }) => conversationId !== null);
    while (started.some(({ active }) => !active) && now() < begun + limitMs) await pause(5);
    const seconds = (now() - begun) / 1000;
    chats.push(...started);
    const assigned = started.filter(({ active }) => active).length;
    return { started: started.length, assigned, seconds, refused: refused.counts, ...latencies(times) };
  },

  /** Cuts the connections of the chats from `from` on, in one go. */
  cut({ from = 0, count }) {
    for (const chat of chats.slice(from, from + count)) chat.cut();
    return now();
  },

  /** The last chat leaves the others: its connection is cut for good. */
  cutLast() {
    chats.pop().cut();
  },

  /** The last chat leaves the others: its customer ends it. */
  async closeLast() {
    const chat = chats.pop();
    await chat.close();
    chat.cut();
  },

  /**
   * All come back at once, and whoever is told to wait tries again after that. `missed` are the texts that each must
   * find, exactly and in this order.
   */
  async comeBack({ from = 0, count, inFlight, limitMs, missed }) {
    const begun = now();
    const times = [];
    const refused = new Tally();
    let exact = 0;
    await forEach(chats.slice(from, from + count), inFlight, limitMs, async (chat) => {
      while (now() < begun + limitMs) {
        const result = await chat.arrive(answerMs);
        if (result.refused === undefined) {
          times.push(now() - begun);
          if (!chat.gap && String(chat.texts) === String(missed)) exact++;
          return;
        }
        refused.add(result.refused);
        await pause(1000 * Math.max(0.2, result.retryAfterSeconds ?? 0.2));
      }
    });
    const seconds = Math.max(...times) / 1000;
    return { back: times.length, exact, seconds, refused: refused.counts, ...latencies(times) };
  },

  /** The network of the first `count` is cut, and whole again after a while. */
  herd({ count, ...plan }) {
    return herdOf(chats.slice(0, count), plan);
  },

  /** One after the other loses the connection, is away, and comes back: an unloaded system. */
  async unloaded({ perSecond, count, awayMs }) {
    const times = [];
    const refused = new Tally();
    const returns = [];
    await openLoop(perSecond, count, (i) => {
      const chat = chats[i % chats.length];
      chat.cut();
      returns.push(
        pause(awayMs).then(async () => {
          const { ms, refused: because } = await chat.arrive(answerMs);
          if (because === undefined) times.push(ms);
          else refused.add(because);
        }),
      );
    });
    await Promise.all(returns);
    return { back: times.length, refused: refused.counts, ...latencies(times) };
  },

  /** Messages at a fixed rate, from all chats in turn, whether or not answers come. */
  async say({ perSecond, seconds, chats: among = chats.length }) {
    const times = [];
    const refused = new Tally();
    const answers = [];
    const begun = now();
    await openLoop(perSecond, Math.round(perSecond * seconds), (i) => {
      answers.push(
        chats[i % Math.min(among, chats.length)]
          .say(`message ${i}`, answerMs / 2)
          .then(({ ms, refused: because }) => {
            if (because === undefined) times.push({ ms, at: now() });
            else refused.add(because);
          }),
      );
    });
    const sent = now();
    const acknowledgedInTime = times.length;
    await Promise.all(answers);
    return {
      sent: answers.length,
      acknowledged: times.length,
      goodput: acknowledgedInTime / ((sent - begun) / 1000),
      refused: refused.counts,
      ...latencies(times.map(({ ms }) => ms)),
    };
  },

  /**
   * As many messages as the system takes: each chat has one under way, at most `inFlight` chats at a time, and none
   * sends more than `each`, which keeps below what a customer may send.
   */
  async saturate({ seconds, inFlight, each }) {
    let acknowledged = 0;
    const refused = new Tally();
    const begun = now();
    const end = begun + seconds * 1000;
    const waiting = Array.from({ length: each }, () => chats).flat();
    let next = 0;
    const lane = async () => {
      while (now() < end && next < waiting.length) {
        const { refused: because } = await waiting[next++].say('as many as there can be', answerMs / 2);
        if (because === undefined) acknowledged++;
        else refused.add(because);
      }
    };
    await Promise.all(Array.from({ length: Math.min(inFlight, chats.length) }, lane));
    return { acknowledged, perSecond: acknowledged / ((now() - begun) / 1000), refused: refused.counts };
  },
});
