import { postgresSettings } from './postgres-settings';

const gigabyte = 1024 ** 3;

describe('the settings of the installed Postgres', () => {
  it.each([
    [0.5, '128MB', '256MB'],
    [16, '2048MB', '8192MB'],
    [256, '2048MB', '65536MB'],
  ])('fit a machine with %d GB', (gigabytes, buffers, cache) => {
    const settings = postgresSettings(gigabytes * gigabyte);
    expect(settings).toMatchObject({ shared_buffers: buffers, effective_cache_size: cache });
  });

  it('leave the settings unchanged that make a commit durable', () => {
    const durable = ['fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method', 'commit_delay'];
    expect(Object.keys(postgresSettings())).not.toEqual(
      expect.arrayContaining([expect.stringMatching(durable.join('|'))]),
    );
  });
});
