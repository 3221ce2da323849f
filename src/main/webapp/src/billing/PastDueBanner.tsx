import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { formatUtc } from '../lib/format';
import { paymentQuery } from './paymentQueries';

/** On every page, as long as an invoice is overdue. Says what does not happen, too. */
export function PastDueBanner({ organisation }: { organisation: string }) {
  const { data } = useQuery(paymentQuery(organisation));
  if (!data || data.standing === 'good') return null;
  return (
    <div className="banner" role="status">
      {data.standing === 'past-due' ? (
        <>
          <strong>An invoice could not be collected.</strong> Everything keeps running
          {data.graceEndsAt && `; from ${formatUtc(Date.parse(data.graceEndsAt))} on no new paid nodes can start`}.{' '}
        </>
      ) : (
        <>
          <strong>An invoice is open, so no new paid nodes can start.</strong> What runs keeps serving.{' '}
        </>
      )}
      <Link to={`/o/${organisation}/billing`}>Open billing</Link>
    </div>
  );
}
