import { plusSeconds } from '@rejoin/kernel';
import { lossOf, without, withConnection } from './connections';
import { connection, noon } from './session.fixture';

const [a, b, c] = [connection('a'), connection('b', 'gateway-2'), connection('c', 'gateway-2')];
const party = { lines: [a, b, c], seenAt: plusSeconds(noon, -60) };
const at = (seconds: number) => plusSeconds(noon, seconds);

describe('a lost connection', () => {
  it('was lost when it was last seen', () => {
    const command = { type: 'lose', connectionId: 'b', elapsedMs: 2_500 } as const;
    expect(lossOf(party, command, noon)).toEqual({ connectionIds: ['b'], lostAt: at(-2.5) });
    expect(lossOf({ ...party, seenAt: null }, command, noon)?.lostAt).toBe(at(-2.5));
  });

  it('takes the others of a gateway that died with it', () => {
    const command = { type: 'sweep', incarnation: 'gateway-2', lostAt: at(-20) } as const;
    expect(lossOf(party, command, noon)).toEqual({ connectionIds: ['b', 'c'], lostAt: at(-20) });
  });

  it('was not lost before another connection was seen', () => {
    const half = { type: 'lose', connectionId: 'a', elapsedMs: 90_000 } as const;
    expect(lossOf(party, half, noon)?.lostAt).toBe(party.seenAt);
    const dead = { type: 'sweep', incarnation: 'gateway-1', lostAt: at(-90) } as const;
    expect(lossOf(party, dead, noon)?.lostAt).toBe(party.seenAt);
  });

  it('was lost now when the clock went back after it was seen', () => {
    const seen = { ...party, seenAt: at(3_600) };
    expect(lossOf(seen, { type: 'lose', connectionId: 'a', elapsedMs: 2_000 }, noon)?.lostAt).toBe(noon);
    const sweep = { type: 'sweep', incarnation: 'gateway-1', lostAt: at(60) } as const;
    expect(lossOf(party, sweep, noon)?.lostAt).toBe(noon);
  });

  it('is no loss when it was removed before', () => {
    expect(lossOf(party, { type: 'lose', connectionId: 'd', elapsedMs: 0 }, noon)).toBeNull();
    expect(lossOf(party, { type: 'sweep', incarnation: 'gateway-3', lostAt: noon }, noon)).toBeNull();
  });
});

describe('the connections of a party', () => {
  it('contain each connection once, the latest last', () => {
    expect(withConnection([a, b], c)).toEqual([a, b, c]);
    const moved = connection('a', 'gateway-3');
    expect(withConnection([a, b], moved)).toEqual([b, moved]);
  });

  it('do not contain those that were removed', () => {
    expect(without([a, b, c], ['a', 'c', 'd'])).toEqual([b]);
  });
});
