import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { trafficQuery } from '../api/traffic';
import { Card } from '../components/Card';
import { ErrorNotice } from '../components/ErrorNotice';
import { formatMillis, formatRate, plural } from '../lib/format';
import { groupedPicture } from './pictures';
import { useRange } from './RangePicker';
import { TimeChart } from './TimeChart';

interface Props {
  organisation: string;
  adc: string;
}

export function GroupedTrafficCard({ organisation, adc }: Props) {
  const { range } = useRange();
  const query = useQuery(trafficQuery(organisation, range, { adc, groupBy: 'server' }));
  const picture = useMemo(() => (query.data ? groupedPicture(query.data) : undefined), [query.data]);
  const sync = `traffic-${organisation}-${adc}-`;
  return (
    <Card title="By server" flush>
      {!query.data && query.error ? (
        <div className="card-body">
          <ErrorNotice error={query.error} />
        </div>
      ) : picture?.requests.length === 0 ? (
        <div className="card-body dim">No server answered anything in this time.</div>
      ) : (
        <div className="charts">
          {picture ? (
            <>
              <TimeChart
                title="Requests/s"
                {...picture}
                series={picture.requests}
                format={formatRate}
                height={170}
                syncKey={sync}
              />
              <TimeChart
                title="Server faults/s"
                {...picture}
                series={picture.errors}
                format={formatRate}
                height={150}
                syncKey={sync}
              />
              <TimeChart
                title="p95"
                {...picture}
                series={picture.latency}
                format={formatMillis}
                height={150}
                syncKey={sync}
              />
            </>
          ) : (
            [170, 150, 150].map((height, index) => (
              <div key={index} className="chart" aria-busy="true">
                <Skeleton height={height + 26} />
              </div>
            ))
          )}
        </div>
      )}
      {picture && picture.left > 0 && (
        <div className="card-body dim small">{plural(picture.left, 'quieter server')} left out.</div>
      )}
    </Card>
  );
}
