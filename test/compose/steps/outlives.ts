import { services } from '../path';
import type { OperatorsPath } from '../path';

/** Containers that end or hang. */
export function outlive(path: OperatorsPath): void {
  const { deployment } = path;

  path.step(
    'outlives the end of each container, and a customer and an agent go on where they were',
    async () => {
      await path.theyArrive();
      await path.theyTalk('nothing yet');
      for (const service of [...services, 'nats', 'postgres']) {
        await deployment.signal(service, 'KILL');
        await path.theyTalk(`the end of ${service}`);
      }
      await deployment.isHealthy();
    },
    400_000,
  );

  path.step('starts NATS and a gateway anew when they hang', async () => {
    await Promise.all(['nats', 'gateway-2'].map((service) => deployment.signal(service, 'STOP')));
    await path.theyTalk('what hung');
    await deployment.isHealthy();
  });
}
