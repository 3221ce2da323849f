import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { trafficQuery } from '../api/traffic';
import { currentRate } from '../charts/columns';
import { ranges } from '../charts/ranges';
import { State } from '../components/State';
import { Time } from '../components/Time';
import { formatRate, plural } from '../lib/format';
import { listenerText, rolloutText, rolloutTone } from './rollout';

interface Props {
  organisation: string;
  adcs: Schemas['Adc'][];
}

export function AdcTable({ organisation, adcs }: Props) {
  const traffic = useQuery(trafficQuery(organisation, ranges[0], { groupBy: 'adc' }));
  const rate = (id: string) => (traffic.data ? currentRate(traffic.data, id) : undefined);
  return (
    <div className="table-scroll">
      <table className="table" aria-label="ADCs">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Rollout</th>
            <th scope="col" className="number">
              Requests/s
            </th>
            <th scope="col" className="wide-only">
              Listens on
            </th>
            <th scope="col" className="wide-only">
              Pools
            </th>
            <th scope="col" className="wide-only">
              Changed
            </th>
          </tr>
        </thead>
        <tbody>
          {adcs.map((adc) => {
            const { document } = adc;
            const servers = document.pools.reduce((sum, pool) => sum + pool.servers.length, 0);
            return (
              <tr key={adc.id}>
                <td>
                  <Link className="main" to={`/o/${organisation}/adcs/${adc.id}`}>
                    {document.name}
                  </Link>
                </td>
                <td>
                  <State tone={rolloutTone(adc.rollout)} label={rolloutText(adc.rollout)} />
                </td>
                <td className="number">{formatRate(rate(adc.id))}</td>
                <td className="mono wide-only">{document.listeners.map(listenerText).join(', ')}</td>
                <td className="wide-only">
                  {plural(document.pools.length, 'pool')}, {plural(servers, 'server')}
                </td>
                <td className="tight wide-only">
                  v{adc.version} · <Time at={adc.changedAt} relative />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
