import type { Scene } from '../scene';
import type { Stage } from '../stage';
import { check, refused, same } from '../until';

/** (c) A signed-in customer gets the prompt and continues. */
export async function prompt(stage: Stage): Promise<Scene> {
  const set = await stage.set({ agents: { Anna: 2 }, signedIn: true });
  const anna = set.desk('Anna');
  const atHome = await set.member('lea', { Basket: '3 books' });
  const atWork = await set.member('lea');
  const other = await set.member('max');
  let conversationId = '';
  return {
    letter: 'c',
    title: 'The prompt',
    happens: [
      'Lea is signed in to the shop.',
      [
        'Lea starts a chat, and Anna sees what the shop knows about her',
        async () => {
          await atHome.start();
          ({ conversationId } = atHome);
          await anna.serves(atHome, 'Where is my order?', 'One moment, Lea.');
          same(anna.sees(atHome)?.context, { Basket: '3 books' }, 'the context');
        },
      ],
      'Her computer at home crashes.',
      [
        "Anna's desk says that Lea is away",
        async () => {
          atHome.closesBrowser();
          await anna.missesCustomer(atHome);
        },
      ],
      'At work, Lea signs in to the shop and opens the chat.',
      [
        'she is asked whether to continue the previous conversation or to start a new one',
        async () => {
          await refused('reconnect-available', atWork.start());
          const { conversations } = await atWork.chat.listReconnectable();
          same(
            conversations.map((one) => [one.conversationId, one.agentName, one.lastText]),
            [[conversationId, 'Anna', 'One moment, Lea.']],
            'what can be continued',
          );
        },
      ],
      [
        'no one else is asked, and no one else can continue it',
        async () => {
          same((await other.chat.listReconnectable()).conversations, [], "Max's list");
          await refused('denied', other.chat.continueConversation(conversationId));
          check(anna.sees(atHome)?.customer.status === 'away', 'Lea still counts as away');
        },
      ],
      [
        'Lea continues: the same conversation, complete, with the same agent',
        async () => {
          await atWork.chat.continueConversation(conversationId);
          await atWork.isServedBy('Anna');
          await atWork.reads('One moment, Lea.');
          same(atWork.conversationId, conversationId, 'the conversation');
          const { params } = await anna.reads(atWork, 'customer-back');
          same(params['way'], 'prompt', 'the way back that Anna is told');
        },
      ],
    ],
  };
}
