import type { Envelope } from '@rejoin/contracts';
import { InOrder } from './in-order';

const fact = (version: number, subject = 'c1') => ({ family: 'session', subject, version }) as Envelope;

describe('a reader of facts', () => {
  it('takes each fact once, in its order', () => {
    const order = new InOrder();
    const turns = [1, 2, 2, 4, 1, 3, 4].map((version) => order.turnOf(fact(version)));
    expect(turns).toEqual(['next', 'next', 'known', 'too-early', 'known', 'next', 'next']);
  });

  it('may begin in the middle of a story', () => {
    const order = new InOrder();
    expect(order.turnOf(fact(7))).toBe('next');
    expect(order.turnOf(fact(8))).toBe('next');
  });

  it('keeps the stories apart', () => {
    const order = new InOrder();
    order.turnOf(fact(1));
    expect(order.turnOf(fact(1, 'c2'))).toBe('next');
  });
});
