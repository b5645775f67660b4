import { setTimeout as sleep } from 'node:timers/promises';

it('waits', async () => {
  await new Promise((resolve) => setTimeout(resolve, 100));
  await sleep(100);
});
