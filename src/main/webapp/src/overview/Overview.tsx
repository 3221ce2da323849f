import { useQuery } from '@tanstack/react-query';
import { adcsQuery, nodesQuery } from '../api/queries';
import { useSession } from '../api/session';
import { TrafficCard } from '../charts/TrafficCard';
import { Card } from '../components/Card';
import { Loaded } from '../components/Loaded';
import { Page } from '../components/Page';
import { useOrganisation } from '../lib/useOrganisation';
import { GettingStarted } from './GettingStarted';
import { Fleet } from './Fleet';
import { IssueList } from './IssueList';
import { issuesOf } from './issues';

export function Overview() {
  const organisation = useOrganisation();
  const session = useSession();
  const nodes = useQuery(nodesQuery(organisation));
  const adcs = useQuery(adcsQuery(organisation));
  const name = session.data?.organisations.find(({ id }) => id === organisation)?.name;
  const both = nodes.data && adcs.data ? { nodes: nodes.data.items, adcs: adcs.data.items } : undefined;
  const isNew = both !== undefined && both.nodes.length === 0 && both.adcs.length === 0;
  return (
    <Page title="Overview" lead={name}>
      <div className="stack">
        <GettingStarted organisation={organisation} nodes={both?.nodes} adcs={both?.adcs} />
        {!isNew && (
          <>
            <Card title="What is wrong now" flush>
              <Loaded query={{ data: both, error: nodes.error ?? adcs.error }} rows={2}>
                {(loaded) => <IssueList issues={issuesOf(organisation, loaded.nodes, loaded.adcs)} />}
              </Loaded>
            </Card>
            <TrafficCard organisation={organisation} />
            <Fleet organisation={organisation} nodes={both?.nodes} adcs={both?.adcs} />
          </>
        )}
      </div>
    </Page>
  );
}
