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
  /** What makes it show: kinds of faults, and how many of them at most. */
  readonly faults: string;
  readonly cycles: number;
}

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
    faults: 'Postgres',
    cycles: 10,
  },
  {
    name: 'double-outcome',
    without: 'the look whether a window is still open, when a conversation is sealed',
    file: 'apps/reconnection-timer/src/domain/decide-reconnection.js',
    from: 'const endedEpoch = (0, _window.isOpen)(window) ? window.epoch : null;',
    to: 'const endedEpoch = window ? window.epoch : null;',
    noticedBy: '11 one outcome',
    faults: 'killed',
    cycles: 5,
  },
  {
    name: 'leaked-slot',
    without: 'the release of the units at the end of a conversation',
    file: 'apps/routing/src/domain/slot-facts.js',
    from: "...plan.rule === 'dont-block' ? released(conversation, at) : []",
    to: '',
    noticedBy: 'no unit is taken',
    faults: 'killed',
    cycles: 5,
  },
];
