import { AgentRequest, CustomerRequest } from '@rejoin/contracts';
import { Random } from '../random';
import { framesOf } from './frame-matrix';
import { hostileFrame } from './fuzz';
import { secretsIn } from './secrets-sweep';

describe('the sweep for secrets', () => {
  it('names each secret that it finds, and nothing else', () => {
    const secrets = new Map([
      ['the key', 'abc123'],
      ['the token', 'xyz789'],
    ]);
    expect(secretsIn(Buffer.from('level 30: abc123 was given'), 'a log', secrets)).toEqual([
      'the key is in a log',
    ]);
    expect(secretsIn(Buffer.from('nothing'), 'a log', secrets)).toEqual([]);
  });
});

describe('frames of a hostile client', () => {
  const frames = [...framesOf(AgentRequest), ...framesOf(CustomerRequest)];

  it('are derived from the declared ones', () => {
    expect(framesOf(CustomerRequest).every((frame) => CustomerRequest.safeParse(frame).success)).toBe(true);
    expect(framesOf(AgentRequest).map(({ type }) => type)).toContain('give-up');
  });

  it('are the same for the same seed', () => {
    const drawn = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 20 }, () => hostileFrame(frames, random));
    };
    expect(drawn(3)).toEqual(drawn(3));
    expect(drawn(3)).not.toEqual(drawn(4));
  });
});
