import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useReachable } from '../api/connection';

const RETRY = 3_000;

/** The only place that retries: everything on the page is asked for again until something answers. */
export function ConnectionBanner() {
  const reachable = useReachable();
  const client = useQueryClient();
  useEffect(() => {
    if (reachable) return;
    const timer = setInterval(() => void client.refetchQueries({ type: 'active' }), RETRY);
    return () => {
      clearInterval(timer);
      // What failed meanwhile and is not polled.
      void client.refetchQueries({ type: 'active', predicate: (query) => query.state.status === 'error' });
    };
  }, [reachable, client]);

  return (
    <div role="status" aria-live="polite">
      {!reachable && (
        <div className="banner">
          <strong>Nova cannot be reached.</strong> Your nodes keep serving. Trying again every few seconds…
        </div>
      )}
    </div>
  );
}
