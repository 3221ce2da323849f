import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { nodeHoursQuery } from '../api/queries';
import { Card } from '../components/Card';
import { Empty } from '../components/Empty';
import { Loaded } from '../components/Loaded';
import { MoreButton } from '../components/MoreButton';
import { State } from '../components/State';
import { Time } from '../components/Time';
import { formatUtc } from '../lib/format';
import type { Month } from './months';

interface Props {
  organisation: string;
  month: Month;
}

export function NodeHours({ organisation, month }: Props) {
  const query = useInfiniteQuery(nodeHoursQuery(organisation, month.from, month.to));
  return (
    <Card title="Every node-hour and its evidence" flush>
      <Loaded query={query} rows={6}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          return items.length === 0 ? (
            <Empty title={`No node-hours in ${month.label}`}>
              As soon as a node is connected, its hours are listed here.
            </Empty>
          ) : (
            <div className="table-scroll">
              <table className="table" aria-label="Node-hours">
                <thead>
                  <tr>
                    <th scope="col">Hour (UTC)</th>
                    <th scope="col">Node</th>
                    <th scope="col" className="wide-only">
                      First contact
                    </th>
                    <th scope="col">Last contact</th>
                    <th scope="col">State</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((each) => (
                    <tr key={`${each.hour} ${each.nodeId}`}>
                      <td className="tight">{formatUtc(Date.parse(each.hour)).slice(0, 16)}</td>
                      <td>
                        <Link to={`/o/${organisation}/nodes/${each.nodeId}`}>
                          {each.nodeName ?? each.nodeId.slice(0, 8)}
                        </Link>
                      </td>
                      <td className="wide-only">
                        <Time at={each.firstContactAt} />
                      </td>
                      <td>
                        <Time at={each.lastContactAt} />
                      </td>
                      <td>
                        <State tone={each.closed ? 'quiet' : 'ok'} label={each.closed ? 'closed' : 'running'} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          );
        }}
      </Loaded>
      <MoreButton query={query} />
    </Card>
  );
}
