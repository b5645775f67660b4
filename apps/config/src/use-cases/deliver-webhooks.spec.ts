import type { Database, Tx } from '@rejoin/persistence';
import type { ServiceLog } from '@rejoin/service';
import type { WebhookSecrets } from '../keys/webhook-secrets';
import type { WebhookEndpoints } from '../outbound/webhook-endpoints';
import { DeliverWebhooks } from './deliver-webhooks';
import type { SwitchOffWebhook } from './switch-off-webhook';

const lane = { org: 'default', webhookId: 'crm', subject: 'one', claim: 'ours' };

/** A delivery with a database whose answers the test decides. */
function delivering(endpoints: Partial<WebhookEndpoints> = {}) {
  const written: string[] = [];
  const alarms: object[] = [];
  let claimed: (lanes: object[]) => void = () => undefined;
  const head = { seq: 1, eventId: 'e', payload: '{}', attempts: 0, url: 'https://a.example', active: true };
  const tx = {
    query: (text: string) => Promise.resolve(/webhook_secrets/.test(text) ? [] : [head]),
    write: (text: string) => void written.push(text),
    afterCommit: (effect: () => void) => {
      effect();
    },
  } as unknown as Tx;
  const database = {
    query: () => new Promise((resolve) => (claimed = resolve)),
    transaction: <Result>(work: (tx: Tx) => Promise<Result>) => work(tx),
  } as unknown as Database;
  const deliver = new DeliverWebhooks(
    database,
    endpoints as WebhookEndpoints,
    { open: () => [] } as unknown as WebhookSecrets,
    {} as SwitchOffWebhook,
    { error: (line: object) => void alarms.push(line), warn: () => undefined } as unknown as ServiceLog,
  );
  return { deliver, written, alarms, claim: (...lanes: object[]) => claimed(lanes) };
}

describe('delivering, when it is stopped', () => {
  it('releases lanes that were being claimed at that time before it ends', async () => {
    const { deliver, written, claim } = delivering();
    void deliver.begin();
    let hasEnded = false;
    const ended = deliver.stop().then(() => (hasEnded = true));
    await new Promise(setImmediate);
    expect(hasEnded).toBe(false);
    claim(lane);
    await ended;
    expect(written).toEqual([expect.stringMatching(/set claim = null/)]);
  });
});

describe('an attempt that cannot be signed', () => {
  it('logs an alarm the first time, and at most one in a minute for its endpoint', async () => {
    const attempt = { status: null, error: 'secret-unreadable', ms: 0 };
    const { deliver, alarms, claim } = delivering({ send: () => Promise.resolve(attempt) });
    const beginning = deliver.begin();
    claim(lane, { ...lane, subject: 'two' });
    await beginning;
    await new Promise(setImmediate);
    await deliver.stop();
    expect(alarms).toEqual([{ alarm: 'webhook-secret-unreadable', webhook: 'crm', subject: 'one' }]);
  });
});
