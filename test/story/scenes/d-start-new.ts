import type { Scene } from '../scene';
import type { Stage } from '../stage';
import { check, same } from '../until';

/** (d) A signed-in customer gets the prompt and starts a new chat. The capacity of the previous agent is released immediately. */
export async function startNew(stage: Stage): Promise<Scene> {
  const set = await stage.set({ agents: { Anna: 1 }, signedIn: true });
  const anna = set.desk('Anna');
  const before = await set.member('tom');
  const after = await set.member('tom');
  return {
    letter: 'd',
    title: 'The new chat',
    happens: [
      'Anna has capacity for one customer.',
      [
        'Tom starts a chat: Anna has no free capacity',
        async () => {
          await before.start();
          await anna.serves(before, 'My screen is blue.', 'Oh dear.');
          await anna.hasUnits(1);
        },
      ],
      [
        'Tom disconnects, and the capacity of Anna is on hold for him',
        async () => {
          before.closesBrowser();
          await anna.missesCustomer(before);
          await anna.hasUnits(1, 1);
        },
      ],
      'Tom returns and prefers to start a new chat.',
      [
        'he starts a new conversation, and the previous one ends for both sides',
        async () => {
          await after.start(true);
          check(after.conversationId !== before.conversationId, 'it is another conversation');
          await anna.reads(before, 'started-new');
        },
      ],
      [
        'the capacity of Anna was released immediately: the new conversation is assigned to her',
        async () => {
          await anna.finds('the new chat', after, ({ state }) => state === 'active');
          await after.isServedBy('Anna');
          await anna.hasUnits(1);
          check(!anna.overloaded, 'she was never above her maximum');
        },
      ],
      [
        'Tom cannot reconnect to the previous conversation',
        async () => {
          const { conversations } = await after.chat.listReconnectable();
          same(conversations, [], 'what can be continued');
        },
      ],
    ],
  };
}
