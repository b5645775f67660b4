import { webhookLimits } from '@rejoin/contracts';
import type { Database } from '@rejoin/persistence';
import type { WebhookSecrets } from '../keys/webhook-secrets';
import type { WebhookEndpoints } from '../outbound/webhook-endpoints';
import type { SaveWebhook } from './save-webhook';
import { TestWebhook } from './test-webhook';

describe('tests of endpoints', () => {
  it('of one organisation leave other organisations their own share, and free it when they end', async () => {
    const waiting: (() => void)[] = [];
    const database = {
      query: () => new Promise((resolve) => waiting.push(() => resolve([]))),
    } as unknown as Database;
    const none = {} as unknown;
    const tests = new TestWebhook(
      database,
      none as SaveWebhook,
      none as WebhookSecrets,
      none as WebhookEndpoints,
    );
    const run = (org: string) => tests.run({ org, as: 'account', accountId: 'admin' }, 'crm');
    const most = Array.from({ length: webhookLimits.tests.value }, () => run('one'));
    const further = run('one');
    const other = run('two');
    waiting.forEach((goOn) => {
      goOn();
    });
    expect(await further).toEqual({ refused: 'too-many' });
    expect(await other).toEqual({ refused: 'not-found' });
    await Promise.all(most);
    const again = run('one');
    waiting.at(-1)?.();
    expect(await again).toEqual({ refused: 'not-found' });
  });
});
