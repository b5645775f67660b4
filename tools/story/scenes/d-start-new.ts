import type { Scene } from '../scene';
import type { Stage } from '../stage';
import { check, same } from '../until';

/** (d) the same, starts new: the old agent is free at once. */
export async function startNew(stage: Stage): Promise<Scene> {
  const set = await stage.set({ agents: { Anna: 1 }, signedIn: true });
  const anna = set.desk('Anna');
  const before = await set.member('tom');
  const after = await set.member('tom');
  return {
    letter: 'd',
    title: 'The fresh start',
    happens: [
      'Anna can serve one customer at a time, and Tom is it.',
      [
        'Tom starts a chat: Anna is full',
        async () => {
          await before.start();
          await anna.serves(before, 'My screen is blue.', 'Oh dear.');
          await anna.hasUnits(1);
        },
      ],
      [
        'Tom is gone, and Anna waits for him: her only slot is held',
        async () => {
          before.closesBrowser();
          await anna.missesCustomer(before);
          await anna.hasUnits(1, 1);
        },
      ],
      'Tom comes back, and would rather begin anew.',
      [
        'he starts a new conversation, and the old one is ended for both sides',
        async () => {
          await after.start(true);
          check(after.conversationId !== before.conversationId, 'it is another conversation');
          await anna.reads(before, 'started-new');
        },
      ],
      [
        'Anna was free at once: the new conversation is hers, though she can only have one',
        async () => {
          await anna.finds('the new chat', after, ({ state }) => state === 'active');
          await after.isServedBy('Anna');
          await anna.hasUnits(1);
          check(!anna.overloaded, 'she was never above her maximum');
        },
      ],
      [
        'the old conversation is no way back any more',
        async () => {
          const { conversations } = await after.chat.listReconnectable();
          same(conversations, [], 'what can be continued');
        },
      ],
    ],
  };
}
