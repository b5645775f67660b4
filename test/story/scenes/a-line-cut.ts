import type { Scene } from '../scene';
import type { Stage } from '../stage';
import { check, pause, same, until } from '../until';

/** (a) The connection is lost. The customer reconnects in time, to the same agent, and both get the missed messages in order. */
export async function lineCut(stage: Stage): Promise<Scene> {
  const set = await stage.set({ agents: { Anna: 2 }, reconnect: { timeLimitSeconds: 60 } });
  const anna = set.desk('Anna');
  const mia = await set.customer('Mia');
  const told: string[] = ['Hello, my parcel is lost.', 'Let me look, Mia.'];
  return {
    letter: 'a',
    title: 'The tunnel',
    happens: [
      'Mia writes from a train.',
      [
        'Mia starts a chat, and it is assigned to Anna',
        async () => {
          await mia.start();
          await anna.serves(mia, told[0] ?? '', told[1] ?? '');
        },
      ],
      'The train enters a tunnel. The connection is lost without a close.',
      [
        "Anna's desk shows it immediately: Mia is disconnected, capacity is on hold, the time limit runs",
        async () => {
          mia.line?.cut();
          await anna.missesCustomer(mia);
          await anna.hasUnits(1, 1);
          const left = anna.client.secondsLeft(mia.conversationId) ?? 0;
          check(left > 40 && left <= 60, `${left} s are left`);
          return `${Math.floor(left / 60)}:${String(Math.floor(left % 60)).padStart(2, '0')} left`;
        },
      ],
      [
        'Anna sends two messages; Mia writes one while she is disconnected',
        async () => {
          void mia.chat.send('Are you still there?');
          await anna.client.send(mia.conversationId, 'It is in Leipzig.');
          await anna.client.send(mia.conversationId, 'It arrives tomorrow.');
          await pause(500);
          same(mia.messages, told, 'what Mia sees meanwhile');
        },
      ],
      'The train leaves the tunnel.',
      [
        'Mia reconnects automatically: the same conversation, the same agent',
        async () => {
          const { conversationId } = mia;
          await mia.comesBack();
          same(mia.conversationId, conversationId, 'the conversation');
          await mia.isServedBy('Anna');
        },
      ],
      [
        'Mia gets what she missed, in order, and her own message is delivered once',
        async () => {
          told.push('It is in Leipzig.', 'It arrives tomorrow.', 'Are you still there?');
          await mia.reads('Are you still there?');
          same(mia.messages, told, 'what Mia sees');
        },
      ],
      [
        'Mia and Anna have the same transcript, entry by entry',
        async () => {
          await anna.reads(mia, 'customer-back');
          const { seq } = await anna.client.send(mia.conversationId, 'Here I am.');
          await until('both have the last entry', () =>
            [mia.chat.entries, anna.entriesOf(mia)].every((entries) => entries.at(-1)?.seq === seq),
          );
          const lines = (entries: typeof mia.chat.entries) =>
            entries.map(({ seq, code, text }) => `${seq} ${code ?? text ?? ''}`);
          same(lines(mia.chat.entries), lines(anna.entriesOf(mia)), 'the transcript');
          same(
            mia.chat.entries.map(({ seq }) => seq),
            mia.chat.entries.map((_, i) => i + 1),
            'the numbers of its entries',
          );
          return `entries 1 to ${mia.chat.entries.length}`;
        },
      ],
      [
        'the time limit no longer runs, and the capacity is no longer on hold',
        async () => {
          await anna.finds('no window', mia, ({ window, slotHeld }) => window === null && !slotHeld);
          await anna.hasUnits(1);
        },
      ],
    ],
  };
}
