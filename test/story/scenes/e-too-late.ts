import type { Scene } from '../scene';
import { redirectUrl, type Stage } from '../stage';
import { check, pause, same, until } from '../until';

const limitSeconds = 3;
const blockSeconds = 4;

/** (e) The customer returns too late: wrap-up, capacity by the wrap-up rule, and the redirect URL or a new conversation. */
export async function tooLate(stage: Stage): Promise<Scene> {
  const reconnect = { timeLimitSeconds: limitSeconds };
  const workstream = { wrapUpRule: 'custom-time' as const, wrapUpSeconds: blockSeconds };
  const [shop, club] = await Promise.all([
    stage.set({ agents: { Anna: 1 }, reconnect, workstream }),
    stage.set({ agents: { Ben: 1 }, reconnect: { ...reconnect, redirectUrl: null }, workstream }),
  ]);
  const [anna, ben] = [shop.desk('Anna'), club.desk('Ben')];
  const [kim, pat] = [await shop.customer('Kim'), await club.customer('Pat')];
  let expiredAt = 0;
  return {
    letter: 'e',
    title: 'Too late',
    happens: [
      `Kim chats with Anna, Pat with Ben. The time limit is ${limitSeconds} s, and wrap-up keeps capacity for ${blockSeconds} s.`,
      [
        'both customers disconnect, and capacity is on hold',
        async () => {
          await Promise.all([kim.start(), pat.start()]);
          await anna.serves(kim, 'Hello?', 'Hello, Kim.');
          await ben.serves(pat, 'Hello?', 'Hello, Pat.');
          kim.line?.cut();
          pat.line?.cut();
          await Promise.all([anna.missesCustomer(kim), ben.missesCustomer(pat)]);
        },
      ],
      [
        'no one reconnects in time: both conversations go to wrap-up, on time',
        async () => {
          const deadlineAt = anna.sees(kim)?.window?.deadlineAt ?? '';
          for (const [desk, customer] of [
            [anna, kim],
            [ben, pat],
          ] as const) {
            const { reason } = await desk.finds('Wrap-up', customer, ({ state }) => state === 'wrap-up');
            same(reason, 'CustomerDisconnectedOrLeftActiveConversation', 'the reason');
          }
          expiredAt = performance.now();
          const { at } = await anna.reads(kim, 'window-expired');
          const late = Date.parse(at) - Date.parse(deadlineAt);
          check(late >= 0, `the deadline was decided ${-late} ms early`);
          return `${late} ms after the deadline`;
        },
      ],
      [
        'the wrap-up rule keeps the capacity for its time and then releases it; the state stays wrap-up',
        async () => {
          same([anna.usedUnits, ben.usedUnits], [1, 1], 'the units in use at first');
          await Promise.all([anna.hasUnits(0), ben.hasUnits(0)]);
          const seconds = (performance.now() - expiredAt) / 1000;
          check(seconds > blockSeconds - 1, `they were free after ${seconds} s already`);
          same([anna.sees(kim)?.state, ben.sees(pat)?.state], ['wrap-up', 'wrap-up'], 'the states');
          return `after ${seconds.toFixed(1)} s`;
        },
      ],
      'Kim is online again and continues writing.',
      [
        'she sees that it is too late, and is redirected; what she typed is kept',
        async () => {
          void kim.chat.send('I am back!');
          kim.line?.restore();
          kim.chat.probe();
          const told = await until('Kim is told', () => kim.tooLate);
          same(told, { name: 'window-expired', redirectUrl, unsent: ['I am back!'] }, 'what Kim is told');
          return `to ${redirectUrl}`;
        },
      ],
      "Pat comes back too. Pat's widget has no Redirect URL.",
      [
        'Pat is offered a new conversation, which begins with what Pat had typed',
        async () => {
          const old = pat.conversationId;
          void pat.chat.send('Sorry, the phone was dead.');
          await pause(100);
          pat.line?.restore();
          pat.chat.probe();
          const told = await until('Pat is told', () => pat.tooLate);
          same(told.redirectUrl, null, 'the Redirect URL');
          await pat.start();
          for (const text of pat.chat.takeUnsent()) await pat.chat.send(text);
          check(pat.conversationId !== old, 'it is another conversation');
          await ben.finds('the new chat', pat, ({ state }) => state === 'active');
          same(pat.messages, ['Sorry, the phone was dead.'], 'the messages of the new conversation');
        },
      ],
    ],
  };
}
