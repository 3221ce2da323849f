import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { adcsQuery } from '../api/queries';
import { Card } from '../components/Card';
import { State } from '../components/State';
import { Time } from '../components/Time';
import { formatCount, nothing } from '../lib/format';
import { healthTone } from './states';

interface Props {
  organisation: string;
  servers: Schemas['ServerHealth'][];
}

const order = { unhealthy: 0, unknown: 1, healthy: 2 };

export function ServerHealth({ organisation, servers }: Props) {
  const adcs = useQuery(adcsQuery(organisation));
  const name = (id: string) => adcs.data?.items.find((adc) => adc.id === id)?.document.name ?? 'ADC';
  if (servers.length === 0) {
    return (
      <Card title="Servers as this node sees them">
        <p className="dim">This node serves no ADC yet. Create one, and the health of its servers appears here.</p>
      </Card>
    );
  }
  const sorted = [...servers].sort((a, b) => order[a.state] - order[b.state]);
  return (
    <Card title="Servers as this node sees them" flush>
      <div className="table-scroll">
        <table className="table" aria-label="Server health">
          <thead>
            <tr>
              <th scope="col">Server</th>
              <th scope="col">Health</th>
              <th scope="col">Cause</th>
              <th scope="col">Since</th>
              <th scope="col" className="number">
                In flight
              </th>
              <th scope="col" className="wide-only">
                Pool
              </th>
              <th scope="col" className="wide-only">
                ADC
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((server) => (
              <tr key={`${server.adcId} ${server.pool} ${server.server}`}>
                <td className="mono">{server.server}</td>
                <td>
                  <State
                    tone={healthTone[server.state]}
                    label={server.passive && server.state === 'unhealthy' ? 'set aside' : server.state}
                  />
                </td>
                <td>{server.cause ?? <span className="dim">{nothing}</span>}</td>
                <td>
                  <Time at={server.since} relative />
                </td>
                <td className="number">{formatCount(server.inFlight)}</td>
                <td className="wide-only">{server.pool}</td>
                <td className="wide-only">
                  <Link to={`/o/${organisation}/adcs/${server.adcId}`}>{name(server.adcId)}</Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
