import { ConnectionCutter } from '@rejoin/servers';
import type { Random } from './random';

/** A slow network: delays of a part of a second, and data in pieces. */
export function slownessBy(random: Random): { ms: number; pieces: number } {
  return { ms: random.between(20, 400), pieces: random.between(1, 8) };
}

/**
 * The proxies of one client to every gateway. A fault hurts them together, as when the client's own network
 * fails.
 */
export class Line {
  private constructor(private readonly cutters: readonly ConnectionCutter[]) {}

  static async to(gateways: readonly string[]): Promise<Line> {
    return new Line(await Promise.all(gateways.map((url) => ConnectionCutter.before(url))));
  }

  /** In random order, so that both gateways are used. */
  endpoints(random: Random): string[] {
    return random.shuffled(this.cutters.map(({ url }) => url));
  }

  drop(): void {
    for (const cutter of this.cutters) cutter.drop();
  }

  reset(): void {
    for (const cutter of this.cutters) cutter.reset();
  }

  halfClose(side: 'client' | 'server'): void {
    for (const cutter of this.cutters) cutter.halfClose(side);
  }

  slow(random: Random): void {
    const slowness = slownessBy(random);
    for (const cutter of this.cutters) cutter.slow(slowness);
  }

  cut(): void {
    for (const cutter of this.cutters) cutter.cut();
  }

  silence(): void {
    for (const cutter of this.cutters) cutter.silence();
  }

  restore(): void {
    for (const cutter of this.cutters) cutter.restore();
  }

  async close(): Promise<void> {
    await Promise.all(this.cutters.map((cutter) => cutter.close()));
  }
}
