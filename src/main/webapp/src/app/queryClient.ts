import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { hasStatus } from '../api/problem';
import { sessionQuery } from '../api/session';

/** A 401 from anywhere ends the session here too; the guard then leads to sign-in and back. */
export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (hasStatus(error, 401) && error.code !== 'bad-credentials') client.setQueryData(sessionQuery.queryKey, null);
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    // Retrying is the connection banner's work: it shows that, and when, it is tried again.
    defaultOptions: { queries: { retry: false, networkMode: 'always' }, mutations: { networkMode: 'always' } },
  });
  return client;
}
