import type { OwnQuickReply } from '@rejoin/client';

interface LoadedReplies {
  readonly accountId: string;
  readonly items: readonly OwnQuickReply[];
}

/** The own quick replies of the signed-in agent, as far as they are loaded. Those of another account are never shown. */
export class OwnReplies {
  private kept: LoadedReplies | undefined;
  private readonly listeners = new Set<() => void>();

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get = (): LoadedReplies | undefined => this.kept;

  set(accountId: string, items: readonly OwnQuickReply[]): void {
    this.kept = { accountId, items };
    for (const listener of this.listeners) listener();
  }
}
