import { underFaults, type Plant } from './plant';

const domain = 'apps/reconnection-timer/src/domain';
const decider = `${domain}/decide-reconnection.ts`;
const examples = `${domain}/decide-reconnection.spec.ts`;
const properties = `${domain}/reconnection.property.spec.ts`;
const underLocks = 'apps/reconnection-timer/src/use-cases/decide-reconnections.int.spec.ts';

/** Safeguards of the timer: which of a return, an expiry and an end wins. */
export const deadlinePlants: readonly Plant[] = [
  {
    name: 'row-lock-of-window',
    without: 'the lock of the conversation’s row before its window is compared',
    file: 'apps/reconnection-timer/src/store/reconnections.store.ts',
    from: 'order by conversation_id for update ${lockedRows}`',
    to: 'order by conversation_id`',
    caughtBy: {
      spec: 'apps/reconnection-timer/src/use-cases/races.int.spec.ts',
      test: 'have exactly one winner',
    },
  },
  {
    name: 'clock-before-lock',
    without: 'the order of lock and clock: the time is read before the lock is held',
    file: 'apps/reconnection-timer/src/use-cases/decide-reconnections.ts',
    from: 'const [locked, now] = await Promise.all([this.store.lock(tx, ids), databaseClock(tx)]);',
    to: 'const [now, locked] = await Promise.all([databaseClock(tx), this.store.lock(tx, ids)]);',
    caughtBy: { spec: underLocks, test: 'is too late when the deadline passes during the wait' },
  },
  {
    name: 'lazy-expiry',
    without: 'the expiry by a late request itself',
    file: decider,
    from: 'if (isOverdue(state.window, requestedAt(command))) return [requested, expired(state.window, command)];\n',
    to: '',
    caughtBy: { spec: examples, test: 'is lost in the very millisecond of the deadline' },
  },
  {
    name: 'idle-timer',
    without: 'the expiry of windows whose deadline has come',
    file: decider,
    from: 'return isOverdue(state.window, command.now) ? [expired(state.window, command)] : [];',
    to: 'return [];',
    caughtBy: { spec: examples, test: 'is expired by the timer at the deadline' },
  },
  {
    name: 'early-expiry',
    without: 'the look at the deadline before the timer expires a window',
    file: decider,
    from: 'return isOverdue(state.window, command.now) ? [expired(state.window, command)] : [];',
    to: 'return isOpen(state.window) ? [expired(state.window, command)] : [];',
    caughtBy: { spec: properties, test: 'no expiry is decided before the deadline' },
  },
  {
    name: 'seal',
    without: 'the look whether the conversation is sealed, when somebody returns',
    file: `${domain}/reconnection.ts`,
    from: 'if (sealed) return sealedRefusal(sealed);\n',
    to: '',
    caughtBy: { spec: examples, test: 'refuses each return with the reason' },
  },
  {
    name: 'double-outcome',
    without: 'the look whether a window is still open, when a conversation is sealed',
    file: decider,
    from: 'const endedEpoch = isOpen(window) ? window.epoch : null;',
    to: 'const endedEpoch = window ? window.epoch : null;',
    caughtBy: { spec: properties, test: 'each epoch that was lost is decided once' },
  },
  {
    name: 'second-winner',
    without: 'the comparison of claims, when somebody else has returned already',
    file: `${domain}/reconnection.ts`,
    from: "if (outcome.is !== 'reconnected' || outcome.claim !== claim)",
    to: "if (outcome.is !== 'reconnected')",
    caughtBy: { spec: properties, test: 'every accepted one names one winner' },
  },
  {
    name: 'seal-and-leave-window',
    without: 'the look whether a window is still open, under faults',
    file: decider,
    from: 'const endedEpoch = isOpen(window) ? window.epoch : null;',
    to: 'const endedEpoch = window ? window.epoch : null;',
    caughtBy: underFaults('11 one outcome', 'killed', 5),
  },
  {
    name: 'two-winners-on-a-cluster',
    without: 'the same look, while servers of a NATS cluster are killed',
    file: decider,
    from: 'const endedEpoch = isOpen(window) ? window.epoch : null;',
    to: 'const endedEpoch = window ? window.epoch : null;',
    caughtBy: {
      check: '11 one outcome',
      played: ['--rows', 'cluster', '--faults', 'killed', '--cycles', '10', '--until-broken'],
    },
  },
  {
    name: 'two-winners-through-the-apis',
    without: 'the same look, through the APIs of the gateways',
    file: decider,
    from: 'const endedEpoch = isOpen(window) ? window.epoch : null;',
    to: 'const endedEpoch = window ? window.epoch : null;',
    caughtBy: { check: 'each race at the gateways', played: ['--rows', 'api-races'] },
  },
  {
    name: 'two-winners-in-the-stories',
    without: 'the same look, in the stories of the models',
    file: decider,
    from: 'const endedEpoch = isOpen(window) ? window.epoch : null;',
    to: 'const endedEpoch = window ? window.epoch : null;',
    caughtBy: {
      check: 'model: whatever happens to a conversation each epoch that was lost is decided once',
      played: ['--rows', 'model'],
    },
  },
  {
    name: 'row-lock-in-the-races',
    without: 'the lock of the conversation’s row, while processes race for deadlines',
    file: 'apps/reconnection-timer/src/store/reconnections.store.ts',
    from: 'order by conversation_id for update ${lockedRows}`',
    to: 'order by conversation_id`',
    caughtBy: {
      check: 'each race around a deadline has exactly one winner',
      played: ['--rows', 'races'],
    },
  },
  {
    name: 'outage-eats-windows',
    without: 'the time that an outage took from a window',
    file: decider,
    from: 'if (seconds === 0) return [];',
    to: 'if (seconds >= 0) return [];',
    caughtBy: { spec: examples, test: 'is extended by the length of the outage' },
  },
];
