/** The route in the hash of the URL: a page, and on the pages of conversations optionally one of them. */
export type Route =
  | { readonly page: 'chats' | 'history'; readonly conversationId: string | null }
  | { readonly page: 'supervisor' };

export type PageName = Route['page'];

export function routeOf(hash: string): Route {
  const [, page, conversationId = null] = /^#\/([a-z]+)(?:\/([A-Za-z0-9_-]{1,64}))?/.exec(hash) ?? [];
  if (page === 'supervisor') return { page };
  if (page === 'chats' || page === 'history') return { page, conversationId };
  return { page: 'chats', conversationId: null };
}

export function hashOf(route: Route): string {
  if (route.page === 'supervisor') return '#/supervisor';
  const { page, conversationId } = route;
  return conversationId === null ? `#/${page}` : `#/${page}/${conversationId}`;
}
