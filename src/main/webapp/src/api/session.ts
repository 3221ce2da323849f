import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, rememberCsrfToken, type Schemas, send } from './client';
import { hasStatus } from './problem';

export type Session = Schemas['Session'];

/** `null` = nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 60_000,
  queryFn: async (): Promise<Session | null> => {
    try {
      const session = await send(api.GET('/sessions/current'));
      rememberCsrfToken(session.csrfToken);
      return session;
    } catch (error) {
      if (hasStatus(error, 401)) {
        rememberCsrfToken(undefined);
        return null;
      }
      throw error;
    }
  },
});

export function useSession() {
  return useQuery(sessionQuery);
}
