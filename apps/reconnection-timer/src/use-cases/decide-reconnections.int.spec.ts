import { millis, newId, refuse } from '@rejoin/kernel';
import { busy } from '@rejoin/persistence';
import type { FreshDatabase } from '@rejoin/testing';
import { auditReconnections } from '../store/auditor';
import { asking, ending, extending, freshTimerDatabase, opening, Replica } from '../timer.fixture';

let fresh: FreshDatabase;
let one: Replica;
let other: Replica;

beforeAll(async () => {
  fresh = await freshTimerDatabase();
  [one, other] = await Promise.all([Replica.open(fresh.url), Replica.open(fresh.url)]);
});

afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
  await fresh.drop();
});

afterEach(async () => {
  expect(await auditReconnections(one.database)).toEqual([]);
});

it('answers what is free, and says of what is locked that it is busy', async () => {
  const [free, locked, fresh] = [newId(), newId(), newId()];
  const deadlineAt = await one.in(60);
  await one.askAll([opening(free, deadlineAt), opening(locked, deadlineAt)]);
  const letGo = await one.holdLock(locked);
  const commands = [asking(locked, deadlineAt), asking(free, deadlineAt), opening(fresh, deadlineAt)];
  const answers = await other.database.transaction((tx) => other.decide.answerFree(tx, commands));
  expect(answers).toEqual([busy, expect.objectContaining({ nextEpoch: 2 }), null]);
  await letGo();
  expect(await other.ask(asking(locked, deadlineAt))).toMatchObject({ nextEpoch: 2 });
});

describe('a return that waits for the lock', () => {
  async function waiting(deadlineInSeconds: number) {
    const id = newId();
    const deadlineAt = await one.in(deadlineInSeconds);
    await one.ask(opening(id, deadlineAt));
    const letGo = await one.holdLock(id);
    const answer = other.ask(asking(id, deadlineAt));
    await one.untilLockWait();
    return { id, deadlineAt, letGo, answer };
  }

  it('is too late when the deadline passes during the wait, and expires the window itself', async () => {
    const { id, deadlineAt, letGo, answer } = await waiting(0.4);
    await one.untilDue(deadlineAt);
    await letGo();
    expect(await answer).toEqual(refuse('window-expired'));
    expect(await one.factTypes(id)).toEqual([
      'ReconnectionWindowOpened',
      'ReconnectRequested',
      'ReconnectExpired',
    ]);
  });

  it('is in time when it was recorded before the deadline and the window is still undecided', async () => {
    const id = newId();
    const deadlineAt = await one.in(0.3);
    await one.ask(opening(id, deadlineAt));
    const askedAt = await one.in(0);
    await one.untilDue(deadlineAt);
    expect(await other.ask({ ...asking(id, deadlineAt, 'late'), askedAt: await one.in(3_600) })).toEqual(
      refuse('window-expired'),
    );
    const again = newId();
    await one.ask(opening(again, deadlineAt));
    expect(await one.ask({ ...asking(again, deadlineAt), askedAt })).toMatchObject({ nextEpoch: 2 });
    expect((await one.facts(again)).at(-1)).toMatchObject({ type: 'ReconnectAccepted', data: { askedAt } });
    expect(await other.ask(asking(again, deadlineAt))).toMatchObject({ nextEpoch: 2 });
  });

  it('is in time when the lock is free before the deadline', async () => {
    const { id, letGo, answer } = await waiting(60);
    await letGo();
    expect(await answer).toMatchObject({ nextEpoch: 2 });
    expect(await one.factTypes(id)).toEqual([
      'ReconnectionWindowOpened',
      'ReconnectRequested',
      'ReconnectAccepted',
    ]);
  });

  it('sees what the holder decided', async () => {
    const id = newId();
    const deadlineAt = await one.in(60);
    await one.ask(opening(id, deadlineAt));
    let answer: Promise<unknown> | undefined;
    await one.database.transaction(async (tx) => {
      await one.decide.run(tx, [asking(id, deadlineAt, 'bob')]);
      answer = other.ask(asking(id, deadlineAt, 'ann'));
      await other.untilLockWait();
    });
    expect(await answer).toEqual(refuse('superseded'));
  });
});

describe('the deadline queue', () => {
  it('does not wait for locked rows, and returns which they are', async () => {
    const [held, free] = [newId(), newId()];
    const deadlineAt = await one.in(0.05);
    await one.askAll([opening(held, deadlineAt), opening(free, deadlineAt)]);
    await one.untilDue(deadlineAt);
    const letGo = await one.holdLock(held);
    expect(await other.expire([held, free])).toEqual({ busy: [held], later: [] });
    expect(await one.factTypes(free)).toContain('ReconnectExpired');
    await letGo();
    expect(await other.expire([held, free])).toEqual({ busy: [], later: [] });
    expect((await one.factTypes(held)).filter((type) => type === 'ReconnectExpired')).toHaveLength(1);
  });

  it('decides nothing before the deadline, and returns it', async () => {
    const id = newId();
    const deadlineAt = await one.in(60);
    await one.ask(opening(id, deadlineAt));
    expect(await one.expire([id])).toEqual({ busy: [], later: [{ key: id, dueAt: deadlineAt }] });
    expect(await one.factTypes(id)).toEqual(['ReconnectionWindowOpened']);
  });

  it('is not needed: a late return, end or extension expires the window', async () => {
    const [requested, ended, extended] = [newId(), newId(), newId()];
    const deadlineAt = await one.in(0.05);
    await one.askAll([requested, ended, extended].map((id) => opening(id, deadlineAt)));
    await one.untilDue(deadlineAt);
    expect(await one.ask(asking(requested, deadlineAt))).toEqual(refuse('window-expired'));
    expect(await one.ask(ending(ended))).toMatchObject({ already: true });
    expect(await one.ask(extending(extended))).toEqual(refuse('window-expired'));
    for (const id of [requested, ended, extended])
      expect(await one.factTypes(id)).toContain('ReconnectExpired');
  });
});

describe('a decision', () => {
  it('is read back unchanged', async () => {
    const id = newId();
    const deadlineAt = await one.in(60);
    const first = await one.ask(asking(id, deadlineAt, 'ann'));
    expect(await other.ask(asking(id, deadlineAt, 'ann'))).toEqual(first);
    expect(await other.ask(asking(id, deadlineAt, 'bob'))).toEqual(refuse('superseded'));
    expect(await other.ask(asking(id, deadlineAt, 'eve'))).toEqual(refuse('superseded'));
    expect(await one.factTypes(id)).toEqual([
      'ReconnectionWindowOpened',
      'ReconnectRequested',
      'ReconnectAccepted',
      'ReconnectRequested',
      'ReconnectRejected',
    ]);
  });

  it('stores extensions, each request once', async () => {
    const id = newId();
    const deadlineAt = await one.in(60);
    await one.ask(opening(id, deadlineAt));
    const extended = await one.ask(extending(id));
    expect(extended).toMatchObject({ extensionsLeft: 0 });
    expect(await other.ask(extending(id))).toEqual(extended);
    expect(await other.ask(extending(id, 'r2'))).toEqual(refuse('no-extension-left'));
    const later = (extended as { deadlineAt: string }).deadlineAt;
    expect(millis(later) - millis(deadlineAt)).toBe(60_000);
    expect(await one.expire([id])).toEqual({ busy: [], later: [{ key: id, dueAt: later }] });
  });

  it('stores a seal', async () => {
    const id = newId();
    const sealed = await one.ask(ending(id));
    expect(sealed).toMatchObject({ already: false });
    expect(await other.ask(ending(id))).toEqual({ ...sealed, already: true });
    await other.ask(opening(id, await one.in(60)));
    expect(await one.factTypes(id)).toEqual(['ConversationSealed']);
  });

  it('follows the order of the commands when several concern one conversation', async () => {
    const id = newId();
    const deadlineAt = await one.in(60);
    const answers = await one.askAll([
      opening(id, deadlineAt),
      asking(id, deadlineAt, 'ann', 1),
      opening(id, deadlineAt, 2),
      asking(id, deadlineAt, 'bob', 2),
      asking(id, deadlineAt, 'ann', 2),
      ending(id),
    ]);
    expect(answers).toEqual([
      null,
      { nextEpoch: 2, at: expect.any(String) as string },
      null,
      { nextEpoch: 3, at: expect.any(String) as string },
      refuse('superseded'),
      { at: expect.any(String) as string, already: false },
    ]);
  });
});
