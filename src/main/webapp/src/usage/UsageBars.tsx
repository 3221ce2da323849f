import { Tooltip } from '@mantine/core';
import type { Schemas } from '../api/client';
import { Legend } from '../charts/Legend';
import { formatCount, plural } from '../lib/format';
import { daysOf, type Month } from './months';

interface Props {
  month: Month;
  buckets: Schemas['Usage']['buckets'];
}

const dayName = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

export function UsageBars({ month, buckets }: Props) {
  const byDay = new Map(buckets.map((bucket) => [Date.parse(bucket.start), bucket]));
  const days = daysOf(month).map((day) => ({ day, bucket: byDay.get(Date.parse(day)) }));
  const top = Math.max(1, ...buckets.map(({ nodeHours }) => nodeHours));
  const billable = buckets.reduce((sum, bucket) => sum + bucket.billableNodeHours, 0);
  const total = buckets.reduce((sum, bucket) => sum + bucket.nodeHours, 0);
  const share = (hours: number) => `${(hours / top) * 100}%`;
  return (
    <div>
      <div className="chart-head">
        <h3>Node-hours per day</h3>
        <Legend label="billable" colour="--n-c1" value={formatCount(billable)} />
        <Legend label="included" colour="--n-c1-soft" value={formatCount(total - billable)} />
        <span className="chart-when">highest day {formatCount(top)}</span>
      </div>
      <div
        className="bars"
        role="img"
        aria-label={`Node-hours per day of ${month.label}, ${formatCount(total)} in all`}
      >
        {days.map(({ day, bucket }) => (
          <Tooltip key={day} label={label(day, bucket)} events={{ hover: true, focus: false, touch: true }}>
            <div>
              {bucket && bucket.billableNodeHours > 0 && (
                <div className="billable" style={{ height: share(bucket.billableNodeHours) }} />
              )}
              {bucket && (
                <div className="included" style={{ height: share(bucket.nodeHours - bucket.billableNodeHours) }} />
              )}
            </div>
          </Tooltip>
        ))}
      </div>
      <div className="bar-scale" aria-hidden>
        <span>{dayName.format(Date.parse(month.from))}</span>
        <span>{dayName.format(Date.parse(month.to) - 1)}</span>
      </div>
    </div>
  );
}

function label(day: string, bucket: Props['buckets'][number] | undefined): string {
  const date = dayName.format(Date.parse(day));
  if (!bucket) return `${date}: none`;
  return `${date}: ${formatCount(bucket.nodeHours)} node-hours, ${formatCount(bucket.billableNodeHours)} billable, at most ${plural(bucket.maxNodes, 'node')} at once`;
}
