import type { Bus } from '@rejoin/messaging';
import type { Database } from '@rejoin/persistence';
import type { Clockwork, ServiceLog } from '@rejoin/service';
import type { ConfigEnvironment } from '../config.environment';
import type { WebhookPositions } from '../store/webhook-positions.store';
import type { DeliverWebhooks } from '../use-cases/deliver-webhooks';
import type { TidyWebhooks } from '../use-cases/tidy-webhooks';
import { WebhookClock } from './webhook-clock';

/** The jobs of webhooks, with a tidying that the test controls. */
function jobsWith(tidy: (most: number) => Promise<boolean>) {
  const jobs = new Map<string, () => Promise<number | null>>();
  let starts = 0;
  const none = {} as unknown;
  new WebhookClock(
    { job: (name: string, run: () => Promise<number | null>) => jobs.set(name, run) } as unknown as Clockwork,
    { REJOIN_WEBHOOK_WAITING: 700 } as ConfigEnvironment,
    { query: () => Promise.resolve([{ isAnyActive: false, nextInMs: null }]) } as unknown as Database,
    none as Bus,
    none as ServiceLog,
    { isEmpty: () => Promise.resolve(true) } as unknown as WebhookPositions,
    { onRoom: () => undefined, begin: () => Promise.resolve(starts++) } as unknown as DeliverWebhooks,
    { run: tidy } as unknown as TidyWebhooks,
  );
  return { run: (name: string) => jobs.get(name)?.(), starts: () => starts };
}

describe('tidying of webhooks', () => {
  it('is a job of its own: while it does not end, deliveries continue', async () => {
    const { run, starts } = jobsWith(() => new Promise(() => undefined));
    void run('webhooks-tidying');
    await run('webhooks');
    await run('webhooks');
    expect(starts()).toBe(2);
  });

  it('runs once at a time, and soon again while there is more to delete', async () => {
    const limits: number[] = [];
    const more = [true, false];
    const { run } = jobsWith((most) => {
      limits.push(most);
      return Promise.resolve(more.shift() ?? false);
    });
    expect(await run('webhooks-tidying')).toBe(1_000);
    expect(await run('webhooks-tidying')).toBeNull();
    await run('webhooks');
    expect(limits).toEqual([700, 700]);
  });
});
