import type { OwnQuickReply } from '@rejoin/client';
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { useAuthorised } from './use-authorised';
import { useDesk, useDeskView } from './use-desk';

const none: readonly OwnQuickReply[] = [];

interface OwnQuickReplies {
  readonly items: readonly OwnQuickReply[];
  load(): Promise<void>;
  save(reply: { quickReplyId: string; title: string; body: string }): Promise<void>;
  remove(quickReplyId: string): Promise<void>;
}

/** The agent's own quick replies. They are loaded once; an older gateway has none. */
export function useOwnReplies(): OwnQuickReplies {
  const desk = useDesk();
  const { ownReplies } = desk;
  const send = useAuthorised(desk.quickReplies);
  const accountId = useDeskView((view) => view.account?.accountId);
  const kept = useSyncExternalStore(ownReplies.subscribe, ownReplies.get);
  const isLoaded = kept !== undefined && kept.accountId === accountId;
  const load = useCallback(async () => {
    if (accountId === undefined) return;
    const { items } = await send((client) => client.list());
    ownReplies.set(accountId, items);
  }, [accountId, ownReplies, send]);
  useEffect(() => {
    if (!isLoaded)
      load().catch(() => {
        // The quick replies of the workstream can be used without them.
      });
  }, [isLoaded, load]);
  return useMemo(
    () => ({
      items: isLoaded ? kept.items : none,
      load,
      save: async ({ quickReplyId, title, body }) => {
        await send((client) => client.save(quickReplyId, { title, body }));
        await load();
      },
      remove: async (quickReplyId) => {
        await send((client) => client.remove(quickReplyId));
        await load();
      },
    }),
    [isLoaded, kept, load, send],
  );
}
