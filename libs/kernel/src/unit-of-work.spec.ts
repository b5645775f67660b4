import { refuse, type Decider } from './decider';
import { UnitOfWork } from './unit-of-work';

interface Account {
  readonly units: number;
  readonly heardOf: number;
}
type Command = { readonly take: number } | { readonly hear: number };
interface UnitsTaken {
  readonly units: number;
}

const account: Decider<Account, Command, UnitsTaken> = {
  decide(state, command) {
    if (!('take' in command)) return [];
    return command.take > state.units ? refuse('too-many') : [{ units: command.take }];
  },
  evolve: (state, { units }) => (units === 0 ? state : { ...state, units: state.units - units }),
  remember: (state, command) => ('hear' in command ? { ...state, heardOf: command.hear } : state),
};

const unit = () =>
  new UnitOfWork(
    account,
    new Map([
      ['a', { units: 3, heardOf: 0 }],
      ['b', { units: 1, heardOf: 0 }],
    ]),
  );

describe('a unit of work', () => {
  it('decides each command on what the one before it led to', () => {
    const work = unit();
    expect(work.decide('a', { take: 2 }).after).toEqual({ units: 1, heardOf: 0 });
    expect(work.decide('a', { take: 2 }).decision).toEqual(refuse('too-many'));
    expect(work.decide('a', { take: 1 }).trail).toEqual([
      { event: { units: 1 }, state: { units: 0, heardOf: 0 } },
    ]);
    expect(work.stateOf('a')).toEqual({ units: 0, heardOf: 0 });
  });

  it('folds what happened to an aggregate into one change, and keeps the order of events over all', () => {
    const work = unit();
    work.decide('a', { take: 1 });
    work.decide('b', { take: 1 });
    work.decide('a', { take: 2 });
    expect(work.changes).toEqual([
      {
        key: 'a',
        before: { units: 3, heardOf: 0 },
        after: { units: 0, heardOf: 0 },
        events: [{ units: 1 }, { units: 2 }],
      },
      { key: 'b', before: { units: 1, heardOf: 0 }, after: { units: 0, heardOf: 0 }, events: [{ units: 1 }] },
    ]);
    expect(work.events).toEqual([{ units: 1 }, { units: 1 }, { units: 2 }]);
    expect(work.steps.map(({ key }) => key)).toEqual(['a', 'b', 'a']);
  });

  it('has no change and no event where nothing changed, and nothing of a refusal', () => {
    const work = unit();
    expect(work.decide('a', { take: 0 }).decision).toEqual([{ units: 0 }]);
    work.decide('b', { take: 5 });
    expect(work.changes).toEqual([]);
    expect(work.events).toEqual([]);
    expect(work.steps).toEqual([]);
  });

  it('has a change without events when a command left a memory only', () => {
    const work = unit();
    work.decide('a', { hear: 4 });
    expect(work.changes).toEqual([
      { key: 'a', before: { units: 3, heardOf: 0 }, after: { units: 3, heardOf: 4 }, events: [] },
    ]);
  });

  it('does not touch what it was given', () => {
    const held = new Map([['a', { units: 3, heardOf: 0 }]]);
    new UnitOfWork(account, held).decide('a', { take: 3 });
    expect(held.get('a')).toEqual({ units: 3, heardOf: 0 });
  });

  it('decides only on locked aggregates', () => {
    expect(() => unit().decide('c', { take: 1 })).toThrow('c is not locked');
  });
});
