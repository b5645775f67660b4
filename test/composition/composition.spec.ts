import { families } from '@rejoin/contracts';
import fc from 'fast-check';
import { make, move, type Move } from './moves.model';
import type { Request } from './requests.model';
import { SystemModel, type Safeguards, type Terms } from './system.model';
import { ModelCoverage, storiesToTry } from '../../libs/testing/src/model-run';

const stories = storiesToTry(500);
const told = ['session', 'agent-session', 'reconnection', 'deadline', 'routing'];
const declared = families
  .filter(({ name }) => told.includes(name))
  .flatMap(({ facts }) => Object.keys(facts));
const coverage = new ModelCoverage('the three services together', declared);

const terms = fc.record({
  units: fc.constantFrom(1, 1, 2),
  rule: fc.constantFrom('always-block', 'custom-time', 'dont-block'),
  offerSeconds: fc.constantFrom(null, null, 2),
});
const story = fc.array(move, { maxLength: 120, size: 'max' });

/** Plays a story on the three services. Throws at the first promise that does not hold. */
function play(terms: Terms, moves: readonly Move[], safeguards: Safeguards = {}): SystemModel {
  const system = new SystemModel(terms, safeguards);
  system.begin();
  for (const one of moves) {
    make(system, one);
    system.check();
  }
  system.end();
  coverage.story();
  for (const { type } of system.witness.facts) coverage.record(type);
  return system;
}

describe(`the three services together, with any events and any order of delivery (${stories.numRuns} stories)`, () => {
  it('keep their promises at every step, and agree when every fact has been delivered', () => {
    fc.assert(
      fc.property(terms, story, (of, moves) => void play(of, moves)),
      stories,
    );
  });
});

describe('a link that two devices have opened', () => {
  it('is used up by one of them, and the one that the timer accepts is bound', () => {
    const system = new SystemModel({ units: 1, rule: 'always-block' });
    system.begin();
    system.gateway.sendLink('c1', system.gateway.sessions.get('c1')?.agentId ?? '', 'link');
    const slow = system.requests.redeem('link', 'tablet');
    slow.next();
    system.ask(0, system.requests.redeem('link', 'phone'));
    system.settle();
    expect(system.gateway.sessions.get('c1')).toMatchObject({ epoch: 2, secretHash: 'phone' });

    // The phone never connects and counts as away, and the tablet's request then continues where it was.
    system.pass(10_000);
    system.gateway.promoteDue();
    system.ask(0, slow);
    system.settle();
    expect(system.gateway.sessions.get('c1')).toMatchObject({ epoch: 2, status: 'away' });
    system.ask(0, system.requests.resume('c1', 'phone', system.connection(0)));
    system.end();
    expect(system.gateway.sessions.get('c1')).toMatchObject({ epoch: 3, status: 'connected' });
  });
});

describe('a request for an extension', () => {
  const finish = (request: Request) => {
    while (request.next().done !== true);
  };

  it('extends once, also when its customer returns before the gateway has received the first extension', () => {
    const system = new SystemModel({ units: 1, rule: 'always-block' });
    const { requests } = system;
    system.begin();
    make(system, { do: 'go-away', conversation: 'c1', n: 0, gateway: 0 });
    system.settle();
    finish(requests.extend('c1', 'supervisor', false));
    const [secret = ''] = system.secrets.get('c1') ?? [];
    finish(requests.resume('c1', secret, system.connection(0)));
    finish(requests.extend('c1', 'supervisor', true));
    expect(system.gateway.sessions.get('c1')).toMatchObject({ status: 'connected', extensionsAhead: 0 });
    finish(requests.extend('c1', 'supervisor', false));
    expect(system.gateway.sessions.get('c1')).toMatchObject({ extensionsAhead: 1 });
    system.end();
  });
});

describe('the stories that are played', () => {
  it('reach every fact of a conversation', () => {
    const seen = new Set<string>();
    for (const [of, moves] of fc.sample(fc.tuple(terms, story), { numRuns: 300, seed: 1 })) {
      for (const type of play(of, moves).witness.types) seen.add(type);
    }
    expect([...seen].sort()).toEqual([...declared].sort());
  });
});

describe('a system without one of its safeguards', () => {
  /** Returns whether a story breaks a promise. The stories are the same each time. */
  function breaks(safeguards: Safeguards): boolean {
    const broken = fc.check(
      fc.property(terms, story, (of, moves) => void play(of, moves, safeguards)),
      { numRuns: 2_000, seed: 1, endOnFailure: true },
    );
    return broken.failed;
  }

  it('is found when facts are applied in the order of their delivery', () => {
    expect(breaks({ ordered: false })).toBe(true);
  });

  it('is found when the capacity of an agent is not checked', () => {
    expect(breaks({ looksAtRoom: false })).toBe(true);
  });
});
