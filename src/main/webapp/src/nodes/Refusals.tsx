import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { refusalsQuery } from '../api/queries';
import { Card } from '../components/Card';
import { Empty } from '../components/Empty';
import { Loaded } from '../components/Loaded';
import { MoreButton } from '../components/MoreButton';
import { Page } from '../components/Page';
import { Time } from '../components/Time';
import { nothing } from '../lib/format';
import { useOrganisation } from '../lib/useOrganisation';
import { NodeTabs } from './NodeTabs';

export function Refusals() {
  const organisation = useOrganisation();
  const refusals = useInfiniteQuery(refusalsQuery(organisation));
  return (
    <Page title="Nodes" lead="Agents that asked to come in and were refused, newest first.">
      <NodeTabs organisation={organisation} />
      <Card flush>
        <Loaded query={refusals}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            return items.length === 0 ? (
              <Empty title="Nobody was turned away">
                If a join token has expired or a node’s key is refused, the reason stands here.
              </Empty>
            ) : (
              <div className="table-scroll">
                <table className="table" aria-label="Turned away">
                  <thead>
                    <tr>
                      <th scope="col">When</th>
                      <th scope="col">Reason</th>
                      <th scope="col" className="wide-only">
                        At
                      </th>
                      <th scope="col">From</th>
                      <th scope="col" className="wide-only">
                        With
                      </th>
                      <th scope="col" className="number">
                        Times
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((refusal) => (
                      <tr key={refusal.id}>
                        <td>
                          <Time at={refusal.at} relative />
                        </td>
                        <td>
                          {refusal.message} <div className="mono dim">{refusal.code}</div>
                        </td>
                        <td className="wide-only">{refusal.kind === 'enrolment' ? 'joining' : 'connecting'}</td>
                        <td className="mono">{refusal.remoteAddress ?? nothing}</td>
                        <td className="wide-only">
                          {refusal.nodeId ? (
                            <Link to={`/o/${organisation}/nodes/${refusal.nodeId}`}>its node</Link>
                          ) : (
                            (refusal.joinToken ?? nothing)
                          )}
                        </td>
                        <td className="number">{refusal.count ?? 1}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            );
          }}
        </Loaded>
        <MoreButton query={refusals} />
      </Card>
    </Page>
  );
}
