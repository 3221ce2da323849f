import { Skeleton } from '@mantine/core';
import type { Schemas } from '../api/client';
import { Stat } from '../components/Stat';
import { formatBytes, formatCount, formatMillis, formatPercent, nothing } from '../lib/format';

/** No series at all means no traffic at all. */
export function TrafficTotals({ total, loaded }: { total: Schemas['TrafficPoint'] | undefined; loaded: boolean }) {
  const value = (text: string) => (loaded ? text : <Skeleton height={18} width={70} my={4} />);
  const requests = total?.requests ?? 0;
  const errors = total?.errors ?? 0;
  return (
    <dl className="stats eight" style={{ margin: 0 }}>
      <Stat label="Requests" value={value(formatCount(requests))} />
      <Stat
        label="Errors (5xx)"
        value={value(requests ? formatPercent(errors, requests) : nothing)}
        note={loaded ? formatCount(errors) : ' '}
      />
      <Stat
        label="Server faults"
        value={value(formatCount(total?.upstreamErrors ?? 0))}
        note="seen or not by visitors"
      />
      <Stat
        label="Visitors saved"
        value={value(formatCount((total?.retries ?? 0) + (total?.resumes ?? 0)))}
        note={loaded ? `${formatCount(total?.retries ?? 0)} retried, ${formatCount(total?.resumes ?? 0)} resumed` : ' '}
      />
      <Stat label="p50" value={value(formatMillis(total?.p50Millis))} />
      <Stat label="p95" value={value(formatMillis(total?.p95Millis))} />
      <Stat label="p99" value={value(formatMillis(total?.p99Millis))} />
      <Stat
        label="Sent to visitors"
        value={value(formatBytes(total?.responseBytes ?? 0))}
        note={loaded ? `${formatBytes(total?.requestBytes ?? 0)} received` : ' '}
      />
    </dl>
  );
}
