import type { Scene } from '../scene';
import type { Stage } from '../stage';
import { check, same, still, until } from '../until';

/** (g) The agent closes the tab while the customer is disconnected. The conversation continues, possibly with another agent. */
export async function tabClosed(stage: Stage): Promise<Scene> {
  const set = await stage.set({ agents: { Anna: 1, Ben: 1 } });
  const [anna, ben] = [set.desk('Anna'), set.desk('Ben')];
  await ben.client.setPresence('busy');
  const ida = await set.customer('Ida');
  const joe = await set.customer('Joe');
  return {
    letter: 'g',
    title: 'The closed tab',
    happens: [
      'Anna has capacity for one customer. Ben is busy.',
      [
        'Ida chats with Anna, and her connection is lost',
        async () => {
          await ida.start();
          await anna.serves(ida, 'I have a question.', 'Please ask.');
          ida.line?.cut();
          await anna.missesCustomer(ida);
        },
      ],
      'Anna closes the tab without ending the conversation.',
      [
        'her capacity is released; Ben is available now, but gets no conversation without a customer',
        async () => {
          await anna.client.closeTab(ida.conversationId);
          await anna.hasUnits(0);
          await until("Ida's chat has left Anna's desk", () => !anna.sees(ida));
          await ben.client.setPresence('available');
          await still('nobody has the conversation', () => !anna.sees(ida) && !ben.sees(ida), 1_500);
        },
      ],
      [
        'Joe starts a chat, and it is assigned to Anna',
        async () => {
          await ben.client.setPresence('busy');
          await joe.start();
          await anna.finds("Joe's chat", joe, ({ state }) => state === 'active');
          await ben.client.setPresence('available');
        },
      ],
      'Ida reconnects within the time limit.',
      [
        'her conversation continues with its transcript; Anna has no free capacity, so it is assigned to Ben',
        async () => {
          const { conversationId } = ida;
          await ida.comesBack();
          same(ida.conversationId, conversationId, 'the conversation');
          await ida.isServedBy('Ben');
          await ben.finds("Ida's chat", ida, ({ state }) => state === 'active');
          await ben.client.send(conversationId, 'I have read it all. Your question?');
          await ida.reads('I have read it all. Your question?');
          check(
            ben.entriesOf(ida).some(({ text }) => text === 'I have a question.'),
            'Ben has the transcript',
          );
        },
      ],
      [
        'no agent exceeded the maximum capacity',
        async () => {
          await Promise.all([anna.hasUnits(1), ben.hasUnits(1)]);
          check(!anna.overloaded && !ben.overloaded, 'both stayed within 1 of 1');
        },
      ],
    ],
  };
}
