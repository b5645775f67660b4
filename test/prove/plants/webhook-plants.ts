import type { Plant } from './plant';

const spec = 'apps/config/src/inbound/webhook-failures.int.spec.ts';

/** Safeguards of webhooks: the content, the address and the order of deliveries. */
export const webhookPlants: readonly Plant[] = [
  {
    name: 'address-of-a-webhook',
    without: 'the look at the address that a name was resolved to',
    file: 'libs/service/src/outside-fetch.ts',
    from: 'const reachable = found.filter(({ address }) => allowed.permits(host, address));',
    to: 'const reachable = found;',
    caughtBy: {
      spec: 'libs/service/src/outside-fetch.spec.ts',
      test: 'is sent to the checked address only when it posts a body',
    },
  },
  {
    name: 'lane-behind-a-dead-letter',
    without: 'the parking of a conversation behind its dead letter',
    file: 'apps/config/src/store/webhook-lanes.store.ts',
    from: 'set claim = null, parked = true where',
    to: 'set claim = null, due_at = clock_timestamp() where',
    caughtBy: { spec, test: 'that is down for a day' },
  },
  {
    name: 'sockets-of-a-webhook',
    without: 'the limit of conversations that one endpoint is sent at a time',
    file: 'apps/config/src/use-cases/deliver-webhooks.ts',
    from: 'const most = webhookLimits.concurrency.value;',
    to: 'const most = 1_000;',
    caughtBy: { spec, test: 'that does not answer delays no other endpoint' },
  },
];
