import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { State } from '../components/State';
import { Time } from '../components/Time';
import { formatBytes, formatCount, nothing } from '../lib/format';
import { ConfigVersions } from './ConfigVersions';
import { nodeTone } from './states';

interface Props {
  organisation: string;
  nodes: Schemas['Node'][];
}

export function NodeTable({ organisation, nodes }: Props) {
  return (
    <div className="table-scroll">
      <table className="table" aria-label="Nodes">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">State</th>
            <th scope="col">Configuration</th>
            <th scope="col" className="number wide-only">
              Connections
            </th>
            <th scope="col" className="number wide-only">
              Memory
            </th>
            <th scope="col" className="wide-only">
              Agent
            </th>
            <th scope="col">Last seen</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <tr key={node.id}>
              <td>
                <Link className="main" to={`/o/${organisation}/nodes/${node.id}`}>
                  {node.name}
                </Link>
                {node.hostname !== node.name && <div className="dim small wide-only">{node.hostname}</div>}
              </td>
              <td>
                <State tone={nodeTone[node.state]} label={node.state} />
              </td>
              <td>
                <ConfigVersions config={node.config} />
              </td>
              <td className="number wide-only">
                {node.state === 'offline' ? nothing : formatCount(node.openConnections)}
              </td>
              <td className="number wide-only">
                {node.state === 'offline' ? nothing : formatBytes(node.residentBytes)}
              </td>
              <td className="mono wide-only">{node.agentVersion ?? nothing}</td>
              <td className="tight">
                <Time at={node.lastSeenAt} relative />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
