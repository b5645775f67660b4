import * as contracts from '@rejoin/contracts';
import { asked, followed, rpcs, type Family, type ServiceName } from '@rejoin/contracts';
import { busUseIn, busUseOf } from './who-asks-whom';

const services = Object.keys(asked) as ServiceName[];
/** The exports of `contracts` with these names. */
const named = (names: ReadonlySet<string>) =>
  new Set([...names].map((name) => contracts[name as keyof typeof contracts]));

describe.each(services)('the table of requests and facts contains for %s', (service) => {
  const use = busUseOf(service);

  it('every request that it sends, and no other', () => {
    expect(new Set(asked[service])).toEqual(named(use.asks));
  });

  it('every kind of fact that it follows, and no other', () => {
    const declared = followed[service].map(({ family, kinds }) => [family.name, [...kinds].sort()] as const);
    const handled = [...use.follows].map(([name, kinds]) => {
      const family = contracts[name as keyof typeof contracts] as unknown as Family;
      return [family.name, kinds.length > 0 ? [...kinds].sort() : Object.keys(family.facts).sort()] as const;
    });
    expect(new Map(handled)).toEqual(new Map(declared));
  });

  it('every request that it answers, each with a sender', () => {
    const all = new Set(services.flatMap((one) => asked[one]).filter((rpc) => rpc.service === service));
    const declared = Object.values(rpcs).filter((rpc) => rpc.service === service);
    expect(named(use.answers)).toEqual(all);
    // Every consumer of a family may request facts that it missed; the table of families covers that.
    expect(new Set(declared.filter(({ verb }) => verb !== 'republish'))).toEqual(all);
  });
});

describe('the reader of source code', () => {
  it('finds requests, answers and followed facts', () => {
    const source = `class C {
      @Answers(signIn) a() { return this.bus.ask<A, B>(pick, {}, 5).then((x) => bus.ask(seal, x)); }
      @OnFacts(session) b() {}
      @OnFacts(routing, 'AgentAssigned', 'CapacityHeld') c() {}
    }`;
    const use = busUseIn([source]);
    expect(use).toEqual({
      asks: new Set(['pick', 'seal']),
      answers: new Set(['signIn']),
      follows: new Map([
        ['session', []],
        ['routing', ['AgentAssigned', 'CapacityHeld']],
      ]),
    });
  });

  it('refuses a request whose name is computed', () => {
    expect(() => busUseIn(['bus.ask(soon ? pick : seal, {})'])).toThrow('soon ? pick : seal');
  });
});
