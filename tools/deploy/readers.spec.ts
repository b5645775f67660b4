import { readersOf } from './readers';

describe('the readers that an operator declares', () => {
  it('are none when none are named', () => {
    expect(readersOf({})).toEqual({});
    expect(readersOf({ NATS_READERS: '', NATS_READER_PASSWORDS: '' })).toEqual({});
  });

  it('each have a password, which may contain colons', () => {
    const environment = { NATS_READERS: 'crm, data-lake', NATS_READER_PASSWORDS: 'crm:a:b,data-lake:c' };
    expect(readersOf(environment)).toEqual({ crm: 'a:b', 'data-lake': 'c' });
  });

  it('may have two users, and the first reader those that replace its password', () => {
    const environment = { NATS_READERS: 'crm', NATS_READER_PASSWORDS: 'crm_2:b,crm:a,integrator_2:c' };
    expect(Object.entries(readersOf(environment))).toEqual([
      ['crm_2', 'b'],
      ['crm', 'a'],
      ['integrator_2', 'c'],
    ]);
  });

  it.each([
    ['a name without a password', { NATS_READERS: 'crm' }, /no password of crm/],
    ['an empty password', { NATS_READERS: 'crm', NATS_READER_PASSWORDS: 'crm:' }, /no password of crm/],
    ['a third user', { NATS_READERS: 'crm', NATS_READER_PASSWORDS: 'crm:a,crm_3:b' }, /does not name crm_3/],
    ['a password without a name', { NATS_READER_PASSWORDS: 'crm:x' }, /does not name crm/],
    ['the name of a service', { NATS_READERS: 'routing', NATS_READER_PASSWORDS: 'routing:x' }, /taken/],
    ['the name of a service’s durable', { NATS_READERS: 'routing--session' }, /single hyphens/],
    ['a wildcard', { NATS_READERS: '*' }, /single hyphens/],
  ])('are refused with their name: %s', (_, environment, why) => {
    expect(() => readersOf(environment)).toThrow(why);
  });
});
