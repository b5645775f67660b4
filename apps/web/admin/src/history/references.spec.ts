import { referencesIn } from './references';

describe('what settings refer to', () => {
  it('is told each once, of all of them', () => {
    expect(
      referencesIn([
        { name: 'Web', workstreamId: 'orders' },
        { workstreamIds: ['returns', 'orders'] },
        { login: 'anna', agentId: 'anna' },
        { agentId: null },
        null,
        'text',
      ]),
    ).toEqual({ workstreamIds: ['orders', 'returns'], agentIds: ['anna'] });
  });

  it('is nothing where they refer to nothing', () => {
    expect(referencesIn([null, { name: 'Orders' }])).toEqual({ workstreamIds: [], agentIds: [] });
  });
});
