/** One safeguard taken out of what was built, and the check that has to notice. */
export interface Plant {
  readonly name: string;
  /** What is taken out, for a reader of the table. */
  readonly without: string;
  /** Below dist/. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** The name of one of the checks that notice, or its beginning. */
  readonly noticedBy: string;
  /** What makes it show, as options of the command. */
  readonly played: readonly string[];
}

const chaos = (faults: string, cycles: number) => [
  ...['--rows', 'chaos', '--faults', faults, '--cycles', String(cycles)],
];

export const plants: readonly Plant[] = [
  {
    name: 'ack-before-commit',
    without: 'the wait for the commit before an ack (and a disk that takes 0.3 s)',
    file: 'apps/session-gateway/src/store/conversations.store.js',
    from: '(changes, waits)=>this.database.transaction((tx)=>this.decideAndSave(tx, changes, waits))',
    to: `(changes, waits)=>new Promise((resolve, reject)=>{
      this.database.transaction(async (tx)=>{
        resolve(await this.decideAndSave(tx, changes, waits));
        await new Promise((written)=>setTimeout(written, 300));
      }).catch(reject);
    })`,
    noticedBy: 'acknowledged messages are stored once',
    played: chaos('Postgres', 10),
  },
  {
    name: 'double-outcome',
    without: 'the look whether a window is still open, when a conversation is sealed',
    file: 'apps/reconnection-timer/src/domain/decide-reconnection.js',
    from: 'const endedEpoch = (0, _window.isOpen)(window) ? window.epoch : null;',
    to: 'const endedEpoch = window ? window.epoch : null;',
    noticedBy: '11 one outcome',
    played: chaos('killed', 5),
  },
  {
    name: 'leaked-slot',
    without: 'the release of the units at the end of a conversation',
    file: 'apps/routing/src/domain/slot-facts.js',
    from: "...plan.rule === 'dont-block' ? released(conversation, at) : []",
    to: '',
    noticedBy: 'no unit is taken',
    played: chaos('killed', 5),
  },
  {
    name: 'idle-timer',
    without: 'the expiry of windows whose deadline has come',
    file: 'apps/reconnection-timer/src/domain/decide-reconnection.js',
    from: "case 'expire':\n            return",
    to: "case 'expire':\n            return [];\n            return",
    noticedBy: 'no unit is taken',
    played: chaos('killed', 5),
  },
  {
    name: 'second-winner',
    without: 'the comparison of claims, when somebody else has returned already',
    file: 'apps/reconnection-timer/src/domain/reconnection.js',
    from: "if (outcome.is !== 'reconnected' || outcome.claim !== claim)",
    to: "if (outcome.is !== 'reconnected')",
    noticedBy: 'each race around a deadline',
    played: ['--rows', 'races', '--races', '1000'],
  },
];
