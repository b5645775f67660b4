import { ConnectionLost, Refusal } from '@rejoin/client';
import type { RefusalName } from '@rejoin/contracts';

export function goTo(url: string): void {
  if (/^https?:/.test(url)) location.assign(url);
}

export function nameOf(error: unknown): RefusalName | 'line-lost' {
  if (error instanceof Refusal) return error.name;
  return error instanceof ConnectionLost ? 'line-lost' : 'unavailable';
}
