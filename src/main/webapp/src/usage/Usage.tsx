import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { usageQuery } from '../api/queries';
import { Card } from '../components/Card';
import { Loaded } from '../components/Loaded';
import { Page } from '../components/Page';
import { Stat } from '../components/Stat';
import { formatCount } from '../lib/format';
import { useOrganisation } from '../lib/useOrganisation';
import { HoursOfDay } from './HoursOfDay';
import { LedgerCard } from './LedgerCard';
import { recentMonths } from './months';
import { NodeHours } from './NodeHours';
import { NodeTotals } from './NodeTotals';
import { UsageBars } from './UsageBars';

export function Usage() {
  const organisation = useOrganisation();
  const [months] = useState(() => recentMonths(Date.now(), 13));
  const [search, setSearch] = useSearchParams();
  const month = months.find(({ key }) => key === search.get('month')) ?? months[0];
  const usage = useQuery({
    ...usageQuery(organisation, month?.from ?? '', month?.to ?? ''),
    enabled: month !== undefined,
  });
  if (!month) return null;
  return (
    <Page
      title="Usage"
      lead="Node-hours: one for each hour in which a node was connected"
      actions={
        <>
          <Button
            variant="default"
            component="a"
            href={`/api/v1/organisations/${organisation}/usage/node-hours.csv?from=${month.from}&to=${month.to}`}
            download
          >
            CSV
          </Button>
          <NativeSelect
            aria-label="Month"
            value={month.key}
            onChange={(event) => setSearch({ month: event.currentTarget.value }, { replace: true })}
            data={months.map(({ key, label }) => ({ value: key, label }))}
          />
        </>
      }
    >
      <div className="stack">
        <Card title={month.label} flush>
          <Loaded query={usage} rows={8}>
            {(data) => (
              <>
                <dl className="stats" style={{ margin: 0, borderBottom: '1px solid var(--n-line)' }}>
                  <Stat label="Node-hours" value={formatCount(data.nodeHours)} />
                  <Stat label="Included" value={formatCount(data.nodeHours - data.billableNodeHours)} />
                  <Stat label="Billable" value={formatCount(data.billableNodeHours)} />
                </dl>
                <div className="card-body">
                  <p className="dim small" style={{ marginBottom: 16, maxWidth: '75ch' }}>
                    In every hour the first {data.freeNodesPerHour} nodes are included; each further node connected in
                    that hour is one billable node-hour. Days and hours are counted in UTC.
                  </p>
                  <UsageBars month={month} buckets={data.buckets} />
                </div>
              </>
            )}
          </Loaded>
        </Card>
        {usage.data && <HoursOfDay organisation={organisation} month={month} buckets={usage.data.buckets} />}
        <NodeTotals organisation={organisation} month={month} />
        <LedgerCard organisation={organisation} />
        <NodeHours organisation={organisation} month={month} />
      </div>
    </Page>
  );
}
