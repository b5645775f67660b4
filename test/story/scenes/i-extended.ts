import type { Scene } from '../scene';
import type { Stage } from '../stage';
import { check, pause, refused, same } from '../until';

const limitSeconds = 3;
const extensionSeconds = 20;

/** (i) The time limit is extended before the customer disconnects. The window has that length. */
export async function extended(stage: Stage): Promise<Scene> {
  const set = await stage.set({
    agents: { Anna: 2 },
    reconnect: { timeLimitSeconds: limitSeconds, extension: { times: 1, seconds: extensionSeconds } },
  });
  const anna = set.desk('Anna');
  const lou = await set.customer('Lou');
  const longer = limitSeconds + extensionSeconds;
  return {
    letter: 'i',
    title: 'The restart',
    happens: [
      `The time limit is ${limitSeconds} s and can be extended once, by ${extensionSeconds} s.`,
      [
        'Lou chats with Anna and has to restart',
        async () => {
          await lou.start();
          await anna.serves(lou, 'I have to restart. It takes a while.', 'I give you more time.');
        },
      ],
      [
        'Anna extends the time limit before Lou disconnects; both sides see it',
        async () => {
          await anna.client.extend(lou.conversationId);
          const { params } = await anna.reads(lou, 'next-window-extended');
          same(params['nextLimitSeconds'], longer, 'the length of the next window');
          await anna.finds(
            'the longer time',
            lou,
            ({ ahead }) => ahead.nextLimitSeconds === longer && ahead.extensionsLeft === 0,
          );
        },
      ],
      [
        'a further extension is refused',
        async () => {
          await refused('no-extension-left', anna.client.extend(lou.conversationId));
        },
      ],
      'Lou restarts.',
      [
        'the time limit has the new length',
        async () => {
          lou.line?.cut();
          const { window, customer } = await anna.missesCustomer(lou);
          same(window?.limitSeconds, longer, 'the limit of the window');
          const length = Date.parse(window?.deadlineAt ?? '') - Date.parse(customer.lostAt ?? '');
          check(length >= longer * 1000, `it is ${length} ms long`);
          return `${(length / 1000).toFixed(1)} s`;
        },
      ],
      [
        'Lou reconnects to Anna after the original time limit',
        async () => {
          await pause((limitSeconds + 1) * 1000);
          await lou.comesBack();
          await lou.isServedBy('Anna');
          await anna.finds('Lou is here', lou, ({ state, window }) => state === 'active' && window === null);
        },
      ],
    ],
  };
}
