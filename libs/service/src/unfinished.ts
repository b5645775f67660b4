export interface UnfinishedLimits {
  /** How many of one address may be unfinished. */
  readonly perAddress: number;
  readonly total: number;
  /** The maximum memory of all of them together. */
  readonly bytes: number;
}

interface One {
  readonly address: string;
  readonly giveWay: () => void;
  bytes: number;
}

/** The owner of an unfinished thing reports its changes here. */
export interface Unfinished {
  grew(bytes: number): void;
  finished(): void;
}

/**
 * Limits what unknown clients have begun and not finished: first frames of sockets, and bodies of HTTP requests. A new
 * one is never refused. Beyond a number the oldest one is ended: of the same address, or of the address with the most.
 * Beyond the memory the largest one of the address that holds the most is ended. So a quick and small request succeeds,
 * also from an address that an attacker uses too.
 */
export class UnfinishedThings {
  /** Both the addresses and the things of each address are in the order in which they began. */
  private readonly byAddress = new Map<string, Set<One>>();
  private count = 0;
  private bytes = 0;

  constructor(private readonly limits: UnfinishedLimits) {}

  begin(address: string, giveWay: () => void, bytes = 0): Unfinished {
    const one: One = { address, giveWay, bytes: 0 };
    const ofAddress = this.byAddress.get(address) ?? new Set();
    this.byAddress.set(address, ofAddress.add(one));
    this.count++;
    if (ofAddress.size > this.limits.perAddress) this.evictOldest(ofAddress);
    if (this.count > this.limits.total) this.evictOldest(this.heaviest((things) => things.size));
    this.grow(one, bytes);
    return {
      grew: (more) => this.grow(one, more),
      finished: () => this.forget(one),
    };
  }

  /** The number of unfinished things. */
  get size(): number {
    return this.count;
  }

  private grow(one: One, bytes: number): void {
    if (!this.has(one)) return;
    one.bytes += bytes;
    this.bytes += bytes;
    while (this.bytes > this.limits.bytes && this.count > 0) {
      this.evict(largest(this.heaviest(bytesOf)));
    }
  }

  private heaviest(weigh: (things: Set<One>) => number): Set<One> {
    let [heaviest, most]: [Set<One>, number] = [new Set(), -1];
    for (const things of this.byAddress.values()) {
      const weight = weigh(things);
      if (weight > most) [heaviest, most] = [things, weight];
    }
    return heaviest;
  }

  private evictOldest(things: Set<One>): void {
    const [oldest] = things;
    this.evict(oldest);
  }

  private evict(one: One | undefined): void {
    if (!one) return;
    this.forget(one);
    one.giveWay();
  }

  private has(one: One): boolean {
    return this.byAddress.get(one.address)?.has(one) ?? false;
  }

  private forget(one: One): void {
    if (!this.has(one)) return;
    const ofAddress = this.byAddress.get(one.address);
    ofAddress?.delete(one);
    if (ofAddress?.size === 0) this.byAddress.delete(one.address);
    this.count--;
    this.bytes -= one.bytes;
  }
}

function bytesOf(things: Set<One>): number {
  let sum = 0;
  for (const { bytes } of things) sum += bytes;
  return sum;
}

function largest(things: Set<One>): One | undefined {
  let found: One | undefined;
  for (const one of things) if (!found || one.bytes > found.bytes) found = one;
  return found;
}
