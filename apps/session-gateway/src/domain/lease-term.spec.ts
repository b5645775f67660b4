import { LeaseTerm } from './lease-term';

let term: LeaseTerm;
const renew = (...instants: number[]) => instants.forEach((at) => term.recordRenewal(at));
beforeEach(() => (term = new LeaseTerm(3_000)));

describe('a lease term is settled', () => {
  it('after it was held for longer than a whole term', () => {
    renew(0, 1_000, 2_000, 3_000);
    expect(term.isSettled(3_000)).toBe(false);
    expect(term.isSettled(3_001)).toBe(true);
  });

  it.each([
    [
      'a renewal failed',
      () => {
        term.recordLoss();
        renew(4_500);
      },
    ],
    ['this process stood still', () => renew(10_000)],
  ])('no more when %s, until a whole term has passed again', (_, gap) => {
    renew(0, 1_000, 2_000, 3_000, 4_000);
    expect(term.isSettled(4_400)).toBe(true);
    gap();
    expect(term.isSettled(10_100)).toBe(false);
    renew(10_100, 11_000, 12_000, 13_000, 14_000);
    expect(term.isSettled(14_000)).toBe(true);
  });

  it('not after a term without a renewal', () => {
    renew(0, 1_000, 2_000, 3_000, 4_000);
    expect(term.isSettled(7_001)).toBe(false);
  });
});
