import { z } from 'zod';
import { EnvironmentError, readEnvironment, readServiceEnvironment } from './environment';

const Schema = z.object({ PORT: z.coerce.number().int().min(1), KEY: z.string().min(1) });

describe('an environment', () => {
  it('is read into what the schema says', () => {
    expect(readEnvironment(Schema, { PORT: '4100', KEY: 'k' })).toEqual({ PORT: 4100, KEY: 'k' });
  });

  it('takes an empty variable for one that nobody set', () => {
    const WithDefault = Schema.extend({ HOURS: z.coerce.number().min(0).default(4) });
    expect(readEnvironment(WithDefault, { PORT: '1', KEY: 'k', HOURS: '' })).toMatchObject({ HOURS: 4 });
    expect(() => readEnvironment(Schema, { PORT: '1', KEY: '' })).toThrow(/KEY/);
  });

  it('that is wrong names every variable at once', () => {
    const read = () => readEnvironment(Schema, { PORT: 'none' });
    expect(read).toThrow(EnvironmentError);
    expect(read).toThrow(/PORT[\s\S]*KEY/);
  });
});

describe('the balancers whose word is taken', () => {
  const needed = { DATABASE_URL: 'postgres://localhost/rejoin', NATS_URL: 'nats://localhost' };
  const read = (list: string) =>
    readServiceEnvironment({ ...needed, REJOIN_TRUST_PROXY: list }).REJOIN_TRUST_PROXY;

  it('are addresses and subnets, and nobody when nothing is said', () => {
    expect(read('10.0.0.0/8, 192.0.2.7,fd00::/8,::1')).toEqual([
      '10.0.0.0/8',
      '192.0.2.7',
      'fd00::/8',
      '::1',
    ]);
    expect(read('')).toBeUndefined();
    expect(readServiceEnvironment(needed).REJOIN_TRUST_PROXY).toBeUndefined();
  });

  it.each(['true', '*', '1', 'balancer.example', '10.0.0.0/99'])('are not %s', (list) => {
    expect(() => read(list)).toThrow(/REJOIN_TRUST_PROXY.*addresses or subnets/);
  });
});
