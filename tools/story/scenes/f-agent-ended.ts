import type { Scene } from '../scene';
import { redirectUrl, type Stage } from '../stage';
import { same, until } from '../until';

/** (f) agent pressed End while the customer was away. */
export async function agentEnded(stage: Stage): Promise<Scene> {
  const set = await stage.set({ agents: { Anna: 2 } });
  const anna = set.desk('Anna');
  const uma = await set.customer('Uma');
  return {
    letter: 'f',
    title: 'The end, meanwhile',
    happens: [
      [
        'Uma chats with Anna, and her line breaks',
        async () => {
          await uma.start();
          await anna.serves(uma, 'Thank you, that was all.', 'You are welcome.');
          uma.line?.cut();
          await anna.missesCustomer(uma);
        },
      ],
      'All is said. Anna presses End.',
      [
        'the conversation goes to Wrap-up, and nothing waits for Uma any more',
        async () => {
          await anna.client.end(uma.conversationId);
          const { reason } = await anna.finds(
            'Wrap-up',
            uma,
            ({ state, window, slotHeld }) => state === 'wrap-up' && window === null && !slotHeld,
          );
          same(reason, 'ConversationEndedByAgent', 'the reason');
          await anna.reads(uma, 'ended-by-agent');
        },
      ],
      [
        'Uma comes back within the limit, and is told that the chat has ended',
        async () => {
          uma.line?.restore();
          uma.chat.probe();
          const told = await until('Uma is told', () => uma.tooLate);
          same(told, { name: 'conversation-ended', redirectUrl, unsent: [] }, 'what Uma is told');
        },
      ],
      [
        'the slot is blocked until Anna has finished her notes, then it is free',
        async () => {
          await anna.hasUnits(1);
          await anna.client.closeConversation(uma.conversationId);
          await anna.hasUnits(0);
        },
      ],
    ],
  };
}
