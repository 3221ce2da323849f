import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api, rememberCsrfToken, send } from '../api/client';
import { hasStatus } from '../api/problem';
import { sessionQuery } from '../api/session';
import { toast } from '../components/toastStore';

export function useSignOut() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => send(api.DELETE('/sessions/current')),
    onSettled: async (_, error) => {
      // An ended session is as good as a closed one; anything else means: still signed in.
      if (error && !hasStatus(error, 401)) {
        toast('You could not be signed out. Try again.');
        return;
      }
      await navigate('/sign-in');
      rememberCsrfToken(undefined);
      client.clear();
      client.setQueryData(sessionQuery.queryKey, null);
    },
  });
}
