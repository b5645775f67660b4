import { families } from '@rejoin/contracts';
import { sentenceOf } from './sentences';
import { told } from './told.fixture';

const everything = {
  agentId: 'anna',
  units: 1,
  bytes: 5,
  by: 'agent',
  way: 'link',
  because: 'window-expired',
  presence: 'do-not-disturb',
  kind: 'agent-grace',
  outcome: 'declined',
  until: '2026-01-01T10:00:30.000Z',
  graceSeconds: 150,
  nextLimitSeconds: 90,
  lostAt: '2026-01-01T10:00:00.000Z',
  deadlineAt: '2026-01-01T10:01:30.000Z',
};

describe('the sentences', () => {
  const facts = families.flatMap(({ facts }) => Object.keys(facts));

  it.each(facts)('say what %s means', (type) => {
    const { words } = sentenceOf(told(type, 'c1', everything));
    expect(words).not.toContain('rejoin.v1');
    expect(words).not.toMatch(/undefined|null|NaN|Invalid/);
  });

  it('name a fact that was added since as it is', () => {
    expect(sentenceOf(told('SomethingNew', 'c1')).words).toBe('rejoin.v1.SomethingNew');
  });

  it('tell who did it, by which way', () => {
    const link = { way: 'link', newDevice: true };
    expect(sentenceOf(told('CustomerReconnected', 'c1', link)).words).toBe(
      'Customer reconnected using the link, on another device',
    );
    expect(sentenceOf(told('MessageSent', 'c1', { agentId: 'anna', bytes: 1 })).words).toBe(
      'Anna sent a message (1 byte)',
    );
  });
});
