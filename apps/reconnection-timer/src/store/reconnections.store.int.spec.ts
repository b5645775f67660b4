import { newId } from '@rejoin/kernel';
import type { FreshDatabase } from '@rejoin/testing';
import { initial, type Reconnection } from '../domain/reconnection';
import type { Window, WindowOutcome } from '../domain/window';
import { freshTimerDatabase, Replica } from '../timer.fixture';
import { ReconnectionsStore } from './reconnections.store';

const store = new ReconnectionsStore();
let fresh: FreshDatabase;
let replica: Replica;

beforeAll(async () => {
  fresh = await freshTimerDatabase();
  replica = await Replica.open(fresh.url);
});

afterAll(async () => {
  await replica.close();
  await fresh.drop();
});

const minute = (minutes: number) => `2026-11-30T12:0${minutes}:00.000Z`;
const [lostAt, askedAt, deadlineAt, at] = [minute(0), minute(1), minute(2), minute(3)];

function windowThat(outcome: WindowOutcome | null, extension: Partial<Window> = {}): Reconnection {
  const terms = { lostAt, deadlineAt, limitSeconds: 120, extensionsLeft: 1, extensionSeconds: 60 };
  const window: Window = {
    epoch: 1,
    workstreamId: 'w1',
    kind: 'reconnect',
    ...terms,
    extendedBy: [],
    outcome,
  };
  return { ...initial, window: { ...window, ...extension } };
}

async function savedAndRead(...states: readonly Reconnection[]): Promise<Reconnection | undefined> {
  const id = newId();
  let before = initial;
  for (const after of states) {
    const step = { key: id, before, after, decision: [], trail: [] };
    await replica.database.transaction(async (tx) => {
      await store.lock(tx, [id]);
      store.save(tx, [step]);
    });
    before = after;
  }
  return (await replica.database.transaction((tx) => store.lock(tx, [id]))).get(id);
}

const accepted = { is: 'reconnected', claim: 'ann', nextEpoch: 2, way: 'link' } as const;

const outcomes: readonly [string, WindowOutcome | null][] = [
  ['is open', null],
  ['ended with a return in time', { ...accepted, askedAt: null, at: askedAt }],
  ['ended with a return that was decided after the deadline', { ...accepted, askedAt, at }],
  ['expired', { is: 'expired', at }],
  ['ended with the conversation', { is: 'ended', by: 'agent', at: askedAt }],
];

describe('a window', () => {
  it.each(outcomes)('that %s is read as it was saved', async (_, outcome) => {
    const state = windowThat(outcome);
    expect(await savedAndRead(state)).toEqual(state);
  });

  it.each(outcomes)('that %s is read as it was saved after it was open', async (_, outcome) => {
    const state = windowThat(outcome);
    expect(await savedAndRead(windowThat(null), state)).toEqual(state);
  });

  it('that was extended is read as it was saved', async () => {
    const state = windowThat(null, { deadlineAt: at, extensionsLeft: 0, extendedBy: ['r1', 'r2'] });
    expect(await savedAndRead(windowThat(null), state)).toEqual(state);
  });
});
