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

  /** Starts chats. A chat counts as open when it has an agent. */
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

  /** Cuts the connections of `count` chats, beginning with number `from`, at the same time. */
  cut({ from = 0, count }) {
    for (const chat of chats.slice(from, from + count)) chat.cut();
    return now();
  },

  /** Removes the last chat from the list and cuts its connection for good. */
  cutLast() {
    chats.pop().cut();
  },

  /** Removes the last chat from the list; its customer ends it. */
  async closeLast() {
    const chat = chats.pop();
    await chat.close();
    chat.cut();
  },

  /**
   * All customers return at the same time. A customer whose return is refused with a wait tries again after
   * the wait. `missed` are the texts that each customer must receive, exactly and in this order.
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

  /** Cuts the network of the first `count` customers and restores it after a while. */
  herd({ count, ...plan }) {
    return herdOf(chats.slice(0, count), plan);
  },

  /**
   * One customer after the other loses the connection, becomes away and returns. This measures a system
   * without load.
   */
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

  /** Sends messages at a fixed rate, from all chats in turn, whether or not answers arrive. */
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
   * Sends as many messages as the system accepts. Each chat has one message in flight, at most `inFlight`
   * chats send at a time, and no chat sends more than `each`, which is below the rate limit of a customer.
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
