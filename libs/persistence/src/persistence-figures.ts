import { Histogram } from 'prom-client';

export const groupSizes = new Histogram({
  name: 'rejoin_group_commit_items',
  help: 'Requests that shared a round trip to Postgres, and its commit when it wrote, by what they asked for',
  labelNames: ['group'],
  buckets: [1, 2, 5, 10, 20, 50, 100, 200, 400],
});
