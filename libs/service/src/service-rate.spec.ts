import { ServiceRate } from './service-rate';

describe('the rate of a service account', () => {
  it('reports what is left, ends at the quota, and starts again after a minute', () => {
    const rate = new ServiceRate();
    const first = rate.count('crm', 0);
    expect(first.headers).toEqual({
      'RateLimit-Policy': '"service-account";q=600;w=60',
      RateLimit: '"service-account";r=599;t=60',
    });
    for (let n = 2; n <= 600; n++) expect(rate.count('crm', 30_000).isOver).toBe(false);
    const over = rate.count('crm', 30_500);
    expect(over).toMatchObject({ isOver: true, secondsLeft: 30 });
    expect(over.headers['RateLimit']).toBe('"service-account";r=0;t=30');
    expect(rate.count('other', 30_500).isOver).toBe(false);
    expect(rate.count('crm', 60_000).isOver).toBe(false);
  });
});
