import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { trafficQuery } from '../api/traffic';
import { Card } from '../components/Card';
import { ErrorNotice } from '../components/ErrorNotice';
import { formatMillis, formatRate } from '../lib/format';
import { RangePicker, useRange } from './RangePicker';
import { TimeChart } from './TimeChart';
import { TrafficTotals } from './TrafficTotals';
import { totalsPicture } from './pictures';

interface Props {
  organisation: string;
  adc?: string;
  node?: string;
}

const TALL = 190;
const LOW = 150;

/** Requests, errors and latency, refreshed every five seconds. */
export function TrafficCard({ organisation, adc, node }: Props) {
  const { range, choose } = useRange();
  const query = useQuery(trafficQuery(organisation, range, { adc, node }));
  const picture = useMemo(() => (query.data ? totalsPicture(query.data) : undefined), [query.data]);
  const sync = `traffic-${organisation}-${adc ?? ''}-${node ?? ''}`;
  return (
    <Card title="Traffic" flush actions={<RangePicker value={range.key} onChange={choose} />}>
      {query.error && !query.data ? (
        <div className="card-body">
          <ErrorNotice error={query.error} />
        </div>
      ) : (
        <>
          <TrafficTotals total={query.data?.series[0]?.total} loaded={query.data !== undefined} />
          <div className="charts thirds" style={{ borderTop: '1px solid var(--n-line)' }}>
            {picture ? (
              <>
                <TimeChart
                  title="Requests/s"
                  {...picture}
                  series={picture.requests}
                  format={formatRate}
                  height={TALL}
                  syncKey={sync}
                />
                <TimeChart
                  title="Errors/s"
                  {...picture}
                  series={picture.errors}
                  format={formatRate}
                  height={LOW}
                  syncKey={sync}
                />
                <TimeChart
                  title="Visitors saved/s"
                  {...picture}
                  series={picture.saved}
                  format={formatRate}
                  height={LOW}
                  syncKey={sync}
                />
                <TimeChart
                  title="Latency"
                  {...picture}
                  series={picture.latency}
                  format={formatMillis}
                  height={LOW}
                  syncKey={sync}
                />
              </>
            ) : (
              [TALL, LOW, LOW, LOW].map((height, index) => (
                <div key={index} className="chart" aria-busy="true">
                  <Skeleton height={height + 26} />
                </div>
              ))
            )}
          </div>
        </>
      )}
    </Card>
  );
}
