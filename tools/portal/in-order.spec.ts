import type { Envelope } from '@rejoin/contracts';
import { InOrder } from './in-order';

const fact = (version: number, subject = 'c1') => ({ family: 'session', subject, version }) as Envelope;

describe('a reader of facts', () => {
  let told: string[];
  let acknowledged: string[];
  const nameOf = ({ subject, version }: Envelope) => `${subject} ${version}`;
  const reader = (patienceMs = 60_000, most?: number) => {
    told = [];
    acknowledged = [];
    const order = new InOrder((one) => told.push(nameOf(one)), patienceMs, most);
    const receive = (...facts: Envelope[]) => {
      for (const one of facts) order.receive(one, () => acknowledged.push(nameOf(one)));
    };
    return { order, receive };
  };

  it('takes each fact once, in its order, and acknowledges what it has taken', () => {
    const { receive } = reader();
    receive(...[1, 2, 2, 4, 1].map((version) => fact(version)));
    expect(acknowledged).toEqual(['c1 1', 'c1 2', 'c1 2', 'c1 1']);
    receive(...[3, 4].map((version) => fact(version)));
    expect(told).toEqual(['c1 1', 'c1 2', 'c1 3', 'c1 4']);
    expect(acknowledged.slice(4)).toEqual(['c1 3', 'c1 4', 'c1 4']);
  });

  it('goes on without a predecessor that does not come in time', () => {
    const { order, receive } = reader(-1);
    receive(fact(8), fact(7), fact(1, 'c2'));
    expect(told).toEqual(['c2 1']);
    order.acceptOverdue();
    expect(told).toEqual(['c2 1', 'c1 7', 'c1 8']);
  });

  it('waits while there is time', () => {
    const { order, receive } = reader();
    receive(fact(7));
    order.acceptOverdue();
    expect(told).toEqual([]);
  });

  it('goes on without the predecessors that it waits for longest when it would hold too much', () => {
    const { receive } = reader(60_000, 2);
    receive(fact(7), fact(9, 'c2'), fact(10, 'c2'));
    expect(told).toEqual(['c1 7']);
    receive(fact(8));
    expect(told).toEqual(['c1 7', 'c1 8']);
  });

  it('keeps the stories apart', () => {
    const { receive } = reader();
    receive(fact(1), fact(1, 'c2'), fact(3));
    expect(told).toEqual(['c1 1', 'c2 1']);
  });
});
