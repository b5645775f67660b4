import { MutationCache, QueryClient } from '@tanstack/react-query';

/**
 * Creates the cache of a page's requests.
 *
 * - After a change, successful or not, everything on the screen is read again: a change may show in any list, and a
 *   refused change often means that the screen is out of date.
 * - What is no longer on the screen is forgotten, because a form must begin from the settings that are saved now.
 * - A failed request is not repeated by itself. The page shows the reason and a button, or polls.
 * - Requests are also sent while the browser believes that it is offline, because the server may be on the same machine.
 */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    mutationCache: new MutationCache({
      onSettled: () => {
        void client.invalidateQueries();
      },
    }),
    defaultOptions: {
      queries: { gcTime: 0, retry: false, networkMode: 'always', refetchOnWindowFocus: false },
      // A request of a mutation may contain a password, and its answer a secret.
      mutations: { gcTime: 0, networkMode: 'always' },
    },
  });
  return client;
}
