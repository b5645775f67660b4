/** The route in the hash of the URL: a page, and on the page of chats optionally a conversation. */
export type Route =
  { readonly page: 'chats'; readonly conversationId: string | null } | { readonly page: 'supervisor' };

export function routeOf(hash: string): Route {
  const [, page, conversationId] = /^#\/([a-z]+)(?:\/([A-Za-z0-9_-]{1,64}))?/.exec(hash) ?? [];
  if (page === 'supervisor') return { page };
  return { page: 'chats', conversationId: (page === 'chats' ? conversationId : undefined) ?? null };
}

export function hashOf(route: Route): string {
  if (route.page === 'supervisor') return '#/supervisor';
  return route.conversationId === null ? '#/chats' : `#/chats/${route.conversationId}`;
}
