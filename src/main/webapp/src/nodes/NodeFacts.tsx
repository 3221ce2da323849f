import type { Schemas } from '../api/client';
import { Time } from '../components/Time';
import { formatBytes, formatCount, nothing } from '../lib/format';

export function NodeFacts({ node }: { node: Schemas['Node'] }) {
  const machine = [node.operatingSystem, node.architecture].filter(Boolean).join(', ');
  const size = [
    node.processors === undefined ? undefined : `${node.processors} processors`,
    node.memoryBytes === undefined ? undefined : formatBytes(node.memoryBytes),
  ].filter(Boolean);
  return (
    <dl className="facts">
      <dt>Host</dt>
      <dd className="mono">{node.hostname}</dd>
      <dt>Zone</dt>
      <dd>{node.zone || <span className="dim">nowhere in particular</span>}</dd>
      <dt>Machine</dt>
      <dd>
        {machine || nothing}
        {size.length > 0 && <div className="dim">{size.join(', ')}</div>}
      </dd>
      <dt>Agent</dt>
      <dd>
        <span className="mono">{node.agentVersion ?? nothing}</span>
        {node.residentBytes !== undefined && <span className="dim"> using {formatBytes(node.residentBytes)}</span>}
      </dd>
      <dt>Connections</dt>
      <dd>{formatCount(node.openConnections)}</dd>
      <dt>Metrics waiting</dt>
      <dd>
        {formatCount(node.spooledBatches)}
        {(node.spooledBatches ?? 0) > 0 && <span className="dim"> batches kept on the node until they are taken</span>}
      </dd>
      <dt>Joined</dt>
      <dd>
        <Time at={node.enrolledAt} />
      </dd>
      <dt>Last seen</dt>
      <dd>
        <Time at={node.lastSeenAt} relative />
      </dd>
    </dl>
  );
}
