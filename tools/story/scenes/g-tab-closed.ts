import type { Scene } from '../scene';
import type { Stage } from '../stage';
import { check, same, still, until } from '../until';

/** (g) agent closed the tab while the customer was away: goes on, perhaps with another agent, within maxima. */
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
      'Anna can serve one customer at a time. Her colleague Ben is busy with something else.',
      [
        'Ida chats with Anna, and her line breaks',
        async () => {
          await ida.start();
          await anna.serves(ida, 'I have a question.', 'Please ask.');
          ida.line?.cut();
          await anna.missesCustomer(ida);
        },
      ],
      'Anna closes the tab, without End.',
      [
        'her slot is free, and the conversation waits for Ida: Ben has time now, but is not given an empty chat',
        async () => {
          await anna.client.closeTab(ida.conversationId);
          await anna.hasUnits(0);
          await until("Ida's chat has left Anna's desk", () => !anna.sees(ida));
          await ben.client.setPresence('available');
          await still('nobody has the conversation', () => !anna.sees(ida) && !ben.sees(ida), 1_500);
        },
      ],
      [
        'Joe comes along, and takes the slot that Anna has now',
        async () => {
          await ben.client.setPresence('busy');
          await joe.start();
          await anna.finds("Joe's chat", joe, ({ state }) => state === 'active');
          await ben.client.setPresence('available');
        },
      ],
      'Ida comes back, well within her time.',
      [
        'her conversation goes on, with the whole transcript; Anna is full, so it is Ben who joins',
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
        'nobody ever had more than their maximum',
        async () => {
          await Promise.all([anna.hasUnits(1), ben.hasUnits(1)]);
          check(!anna.overloaded && !ben.overloaded, 'both stayed within 1 of 1');
        },
      ],
    ],
  };
}
