import type { Scene } from '../scene';
import type { Stage } from '../stage';
import { check, pause, refused, same } from '../until';

const limitSeconds = 3;
const extensionSeconds = 20;

/** (i) extended before the drop ("restarting"): the window has that length. */
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
      `Here the time limit is ${limitSeconds} s, and may be extended once, by ${extensionSeconds} s.`,
      [
        'Lou chats with Anna, and will have to restart',
        async () => {
          await lou.start();
          await anna.serves(lou, 'I have to restart. It takes a while.', 'I give you more time.');
        },
      ],
      [
        'Anna extends the time before Lou is gone; both sides are told',
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
        'more than the settings allow is refused',
        async () => {
          await refused('no-extension-left', anna.client.extend(lou.conversationId));
        },
      ],
      'Lou restarts.',
      [
        'the window has that length',
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
        'after the ordinary limit nobody gave up: Lou is back with Anna',
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
