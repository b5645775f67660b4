import {
  failingWith,
  freshDatabase,
  keepsFactStoreContract,
  postgresErrors,
  type FreshDatabase,
} from '@rejoin/testing';
import { configSchema } from './config.schema';
import { WebhookPositions } from './webhook-positions.store';

describe('positions of webhook facts', () => {
  let fresh: FreshDatabase;
  let positions: WebhookPositions;

  beforeAll(async () => {
    fresh = await freshDatabase('config', configSchema);
    positions = new WebhookPositions(fresh.database);
  });
  afterAll(() => fresh.drop());

  keepsFactStoreContract(() => positions);

  const failure = (sqlState: string) =>
    positions.transaction((tx) => tx.query(failingWith(sqlState))).catch((error: unknown) => error);

  it.each(postgresErrors.ofTheStore)('do not blame the fact for %s', async (sqlState) => {
    expect(positions.blamesEffect(await failure(sqlState))).toBe(false);
  });

  it.each(postgresErrors.ofTime)(
    'leave it to the number of time-outs (%s) whether the fact is to blame',
    async (sqlState) => {
      expect(positions.blamesEffect(await failure(sqlState))).toBe('time-out');
    },
  );

  it.each(postgresErrors.ofTheEffect)('blame the fact for %s', async (sqlState) => {
    expect(positions.blamesEffect(await failure(sqlState))).toBe(true);
  });
});
