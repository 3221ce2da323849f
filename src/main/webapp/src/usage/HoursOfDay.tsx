import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '../api/client';
import { Card } from '../components/Card';
import { Loaded } from '../components/Loaded';
import { formatExact } from '../lib/format';
import { daysOf, type Month } from './months';
import { hoursQuery } from './usageQueries';

interface Props {
  organisation: string;
  month: Month;
  buckets: Schemas['Usage']['buckets'];
}

const DAY = 86_400_000;
const dayName = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });

export function HoursOfDay({ organisation, month, buckets }: Props) {
  const newest = buckets.at(-1)?.start ?? month.from;
  const [chosen, setChosen] = useState<string>();
  const days = daysOf(month);
  const day = chosen && days.includes(chosen) ? chosen : new Date(newest).toISOString();
  const query = useQuery(hoursQuery(organisation, day, new Date(Date.parse(day) + DAY).toISOString()));
  return (
    <Card
      title="Hours of a day"
      flush
      actions={
        <NativeSelect
          aria-label="Day"
          size="xs"
          value={day}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={days.map((each) => ({ value: each, label: dayName.format(Date.parse(each)) }))}
        />
      }
    >
      <Loaded query={query} rows={6}>
        {(usage) => <HourTable day={day} buckets={usage.buckets} />}
      </Loaded>
    </Card>
  );
}

function HourTable({ day, buckets }: { day: string; buckets: Schemas['Usage']['buckets'] }) {
  const byHour = new Map(buckets.map((bucket) => [Date.parse(bucket.start), bucket]));
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    name: `${String(hour).padStart(2, '0')}:00`,
    bucket: byHour.get(Date.parse(day) + hour * 3_600_000),
  }));
  return (
    <div className="hours" role="list" aria-label="Nodes in each hour">
      {hours.map(({ name, bucket }) => (
        <div key={name} role="listitem" className={bucket ? undefined : 'none'}>
          <span className="dim small">{name}</span>
          <strong>{bucket ? formatExact(bucket.nodeHours) : '–'}</strong>
          <span className="dim small">
            {bucket && bucket.billableNodeHours > 0 ? `${bucket.billableNodeHours} billable` : ' '}
          </span>
        </div>
      ))}
    </div>
  );
}
