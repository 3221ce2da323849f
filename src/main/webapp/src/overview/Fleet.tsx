import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { Card } from '../components/Card';
import { Stat } from '../components/Stat';
import { formatCount } from '../lib/format';

interface Props {
  organisation: string;
  nodes: Schemas['Node'][] | undefined;
  adcs: Schemas['Adc'][] | undefined;
}

/** Nodes and ADCs in numbers. */
export function Fleet({ organisation, nodes, adcs }: Props) {
  const value = (count: number | undefined): ReactNode =>
    count === undefined ? <Skeleton height={18} width={40} my={4} /> : formatCount(count);
  const online = nodes?.filter(({ state }) => state === 'online').length;
  const current = nodes?.filter(({ config }) => config.state === 'current').length;
  const connections = nodes?.reduce(
    (sum, node) => sum + (node.state === 'offline' ? 0 : (node.openConnections ?? 0)),
    0,
  );
  const rolled = adcs?.filter(({ rollout }) => rollout.nodes > 0 && rollout.applied === rollout.nodes).length;
  const servers = adcs?.flatMap(({ document }) => document.pools).reduce((sum, pool) => sum + pool.servers.length, 0);
  const of = (all: unknown[] | undefined) => (all ? `of ${all.length}` : ' ');
  return (
    <Card
      title="Fleet"
      flush
      actions={
        <span className="small">
          <Link to={`/o/${organisation}/nodes`}>Nodes</Link> · <Link to={`/o/${organisation}/adcs`}>ADCs</Link>
        </span>
      }
    >
      <dl className="stats" style={{ margin: 0 }}>
        <Stat label="Nodes online" value={value(online)} note={of(nodes)} />
        <Stat label="Nodes up to date" value={value(current)} note={of(nodes)} />
        <Stat label="Open connections" value={value(connections)} note="on all nodes" />
        <Stat label="ADCs on all their nodes" value={value(rolled)} note={of(adcs)} />
        <Stat label="Servers" value={value(servers)} note="in all pools" />
      </dl>
    </Card>
  );
}
