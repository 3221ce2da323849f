import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { Card } from '../components/Card';
import { Loaded } from '../components/Loaded';
import { formatExact, formatPercent } from '../lib/format';
import type { Month } from './months';
import { nodeTotalsQuery } from './usageQueries';

interface Props {
  organisation: string;
  month: Month;
}

type Total = Schemas['NodeTotals']['nodes'][number];

const SHOWN = 100;

export function NodeTotals({ organisation, month }: Props) {
  const [by, setBy] = useState<'node' | 'zone'>('node');
  const query = useQuery(nodeTotalsQuery(organisation, month.from, month.to));
  return (
    <Card
      title={by === 'node' ? 'By node' : 'By zone'}
      flush
      actions={
        <NativeSelect
          aria-label="Group by"
          size="xs"
          value={by}
          onChange={(event) => setBy(event.currentTarget.value === 'zone' ? 'zone' : 'node')}
          data={[
            { value: 'node', label: 'by node' },
            { value: 'zone', label: 'by zone' },
          ]}
        />
      }
    >
      <Loaded query={query} rows={5}>
        {({ nodes }) =>
          nodes.length === 0 ? (
            <p className="card-body dim small">No node ran in {month.label}.</p>
          ) : (
            <Totals organisation={organisation} nodes={nodes} by={by} />
          )
        }
      </Loaded>
    </Card>
  );
}

function Totals({ organisation, nodes, by }: { organisation: string; nodes: Total[]; by: 'node' | 'zone' }) {
  const all = nodes.reduce((sum, each) => sum + each.nodeHours, 0);
  const rows = by === 'node' ? nodes.slice(0, SHOWN) : zones(nodes);
  return (
    <div className="table-scroll">
      <table className="table" aria-label={by === 'node' ? 'Node-hours by node' : 'Node-hours by zone'}>
        <thead>
          <tr>
            <th scope="col">{by === 'node' ? 'Node' : 'Zone'}</th>
            <th scope="col" className="number">
              Node-hours
            </th>
            <th scope="col" className="number">
              Share
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((each) => (
            <tr key={each.nodeId}>
              <td>
                {by === 'node' ? <Link to={`/o/${organisation}/nodes/${each.nodeId}`}>{each.name}</Link> : each.name}
              </td>
              <td className="number">{formatExact(each.nodeHours)}</td>
              <td className="number">{formatPercent(each.nodeHours, all)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < nodes.length && by === 'node' && (
        <p className="card-body dim small">and {formatExact(nodes.length - rows.length)} more in the CSV file</p>
      )}
    </div>
  );
}

function zones(nodes: Total[]): Total[] {
  const sums = new Map<string, number>();
  nodes.forEach(({ zone, nodeHours }) => sums.set(zone, (sums.get(zone) ?? 0) + nodeHours));
  return [...sums]
    .map(([zone, nodeHours]) => ({ nodeId: `zone ${zone}`, name: zone || 'nowhere in particular', zone, nodeHours }))
    .sort((a, b) => b.nodeHours - a.nodeHours);
}
