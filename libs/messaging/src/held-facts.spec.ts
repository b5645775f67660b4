import type { FactMessage } from './fact-message';
import { HeldFacts, type IncomingDelivery } from './held-facts';

class Message {
  isReturned = false;

  nak(): void {
    this.isReturned = true;
  }
}

function delivery(aggregateId: string, version: number, message = new Message()): IncomingDelivery {
  const fact = { eventId: `${aggregateId}/${version}`, aggregateId, version };
  return { fact, message: message as unknown as FactMessage } as IncomingDelivery;
}

const namesOf = (deliveries: Iterable<IncomingDelivery>) => [...deliveries].map(({ fact }) => fact.eventId);

describe('held facts', () => {
  let held: HeldFacts;

  beforeEach(() => {
    jest.useFakeTimers();
    // A clock that has run for a while, as in production.
    jest.advanceTimersByTime(60_000);
    held = new HeldFacts();
  });
  afterEach(() => jest.useRealTimers());

  /** How long each of the next pauses is until all held facts are tried. */
  const pauses = (count: number) =>
    Array.from({ length: count }, () => {
      const ms = Math.round(held.dueInMs);
      jest.advanceTimersByTime(ms);
      held.withHeld([]);
      return ms;
    });

  it('are tried by version, as soon as another fact of their aggregate comes', () => {
    held.add(delivery('a', 4));
    held.add(delivery('a', 3));
    held.add(delivery('b', 3));
    expect(namesOf(held.withHeld([delivery('a', 2)]))).toEqual(['a/2', 'a/3', 'a/4']);
    expect(namesOf(held.withHeld([delivery('c', 1)]))).toEqual(['c/1']);
  });

  it('leave new deliveries as they are when there are none', () => {
    const fresh = [delivery('a', 2), delivery('a', 1)];
    expect(held.withHeld(fresh)).toBe(fresh);
  });

  it('are all tried when their time has come, because another replica may have applied what they wait for', () => {
    held.add(delivery('a', 4));
    held.add(delivery('b', 3));
    expect(namesOf(held.withHeld([]))).toEqual([]);
    expect(Math.round(held.dueInMs)).toBe(5);
    jest.advanceTimersByTime(held.dueInMs);
    expect(namesOf(held.withHeld([delivery('c', 1)]))).toEqual(['c/1', 'b/3', 'a/4']);
  });

  it('are tried less and less often while nothing changes, and often again after something has', () => {
    const first = delivery('a', 4);
    held.add(first);
    held.add(delivery('b', 3));
    expect(pauses(8)).toEqual([5, 10, 20, 40, 80, 160, 200, 200]);
    held.drop(first);
    expect(pauses(3)).toEqual([5, 10, 20]);
  });

  it('are not tried earlier because of a fact that was not held', () => {
    held.add(delivery('a', 4));
    pauses(5);
    held.drop(delivery('x', 1));
    expect(Math.round(held.dueInMs)).toBe(160);
  });

  it('are held once, since their first delivery, with the message of the last one', () => {
    const [first, second] = [new Message(), new Message()];
    expect(held.add(delivery('a', 4, first))).toBe(0);
    jest.advanceTimersByTime(300);
    expect(held.add(delivery('a', 4, second))).toBe(300);
    expect(held.size).toBe(1);
    held.nakAll();
    expect([first.isReturned, second.isReturned]).toEqual([false, true]);
  });

  it('are limited in number, and one that is held already may come again', () => {
    for (let n = 1; n <= 1_000; n++) expect(held.add(delivery('a', n))).toBe(0);
    expect(held.add(delivery('b', 1))).toBe(false);
    expect(held.add(delivery('a', 1_000))).toBe(0);
    held.drop(delivery('a', 1));
    expect(held.add(delivery('b', 1))).toBe(0);
  });

  it('are overdue by aggregate, with the lowest of those that have waited for long enough', () => {
    held.add(delivery('a', 7));
    held.add(delivery('a', 5));
    held.add(delivery('b', 3));
    jest.advanceTimersByTime(1_000);
    held.add(delivery('a', 4));
    held.add(delivery('c', 2));
    const overdue = held.overdue(1_000);
    expect([...overdue.values()].map(({ version }) => version)).toEqual([5, 3]);
    expect([...overdue.keys()]).toEqual(['a', 'b']);
    expect(held.overdue(1_001).size).toBe(0);
  });

  it('all go back to NATS when the replica stops', () => {
    const messages = [new Message(), new Message()];
    for (const [n, message] of messages.entries()) held.add(delivery('a', n, message));
    held.nakAll();
    expect(messages.map(({ isReturned }) => isReturned)).toEqual([true, true]);
    expect(held.size).toBe(0);
  });
});
