import { useMemo, useSyncExternalStore } from 'react';
import { hashOf, routeOf, type Route } from '../view/route';

export function useRoute(): Route {
  const hash = useSyncExternalStore(
    (changed) => {
      addEventListener('hashchange', changed);
      return () => {
        removeEventListener('hashchange', changed);
      };
    },
    () => location.hash,
  );
  return useMemo(() => routeOf(hash), [hash]);
}

export function go(route: Route): void {
  location.hash = hashOf(route);
}

/** Leaves the chat, unless another page or chat is shown by now. */
export function leaveChat(conversationId: string): void {
  const route = routeOf(location.hash);
  if (route.page === 'chats' && route.conversationId === conversationId) goToChat(null);
}

export function goToChat(conversationId: string | null): void {
  go({ page: 'chats', conversationId });
}
