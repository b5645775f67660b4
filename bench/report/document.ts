import type { Played } from '../main.ts';

export function writeDocument(_played: readonly Played[], _nats: string): Promise<void> {
  return Promise.resolve();
}
