import type { Scene } from '../scene';
import { redirectUrl, type Stage } from '../stage';
import { same, until } from '../until';

/** (f) The agent ends the conversation while the customer is disconnected. */
export async function agentEnded(stage: Stage): Promise<Scene> {
  const set = await stage.set({ agents: { Anna: 2 } });
  const anna = set.desk('Anna');
  const uma = await set.customer('Uma');
  return {
    letter: 'f',
    title: 'Ended meanwhile',
    happens: [
      [
        'Uma chats with Anna, and her connection is lost',
        async () => {
          await uma.start();
          await anna.serves(uma, 'Thank you, that was all.', 'You are welcome.');
          uma.line?.cut();
          await anna.missesCustomer(uma);
        },
      ],
      'Anna ends the conversation.',
      [
        'the conversation goes to wrap-up, and Uma can no longer reconnect',
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
        'Uma returns within the time limit and sees that the chat has ended',
        async () => {
          uma.line?.restore();
          uma.chat.probe();
          const told = await until('Uma is told', () => uma.tooLate);
          same(told, { name: 'conversation-ended', redirectUrl, unsent: [] }, 'what Uma is told');
        },
      ],
      [
        'the capacity is kept until Anna closes the conversation, and is then released',
        async () => {
          await anna.hasUnits(1);
          await anna.client.closeConversation(uma.conversationId);
          await anna.hasUnits(0);
        },
      ],
    ],
  };
}
