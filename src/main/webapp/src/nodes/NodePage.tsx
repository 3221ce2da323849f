import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { nodeQuery } from '../api/queries';
import { hasStatus } from '../api/problem';
import { TrafficCard } from '../charts/TrafficCard';
import { Card } from '../components/Card';
import { Loaded } from '../components/Loaded';
import { Page } from '../components/Page';
import { State } from '../components/State';
import { Age, Time } from '../components/Time';
import { useOrganisation } from '../lib/useOrganisation';
import { NotFound } from '../shell/NotFound';
import { ConfigCard } from './ConfigCard';
import { EditNode } from './EditNode';
import { NodeFacts } from './NodeFacts';
import { RetireNode } from './RetireNode';
import { ServerHealth } from './ServerHealth';
import { nodeTone } from './states';

export function NodePage() {
  const organisation = useOrganisation();
  const { id = '' } = useParams();
  const query = useQuery(nodeQuery(organisation, id));
  const [editing, edit] = useDisclosure();
  const [retiring, retire] = useDisclosure();
  if (hasStatus(query.error, 404)) return <NotFound />;
  const node = query.data?.value;
  return (
    <Page
      title={node?.name ?? 'Node'}
      parent={{ to: `/o/${organisation}/nodes`, label: 'Nodes' }}
      lead={
        node ? (
          <>
            <State tone={nodeTone[node.state]} label={node.state} />{' '}
            {node.state === 'online' ? (
              <>
                {node.connectedSince && (
                  <>
                    for <Age since={node.connectedSince} />
                  </>
                )}
              </>
            ) : (
              <>
                · last seen <Time at={node.lastSeenAt} relative />
              </>
            )}
          </>
        ) : (
          ' '
        )
      }
      actions={
        <>
          <Button variant="default" disabled={!node} onClick={edit.open}>
            Name and zone
          </Button>
          <Button variant="default" c="var(--n-bad)" disabled={!node} onClick={retire.open}>
            Retire
          </Button>
        </>
      }
    >
      <div className="stack">
        <div className="grid-2">
          <Card title="Facts">
            <Loaded query={query} rows={5}>
              {({ value }) => <NodeFacts node={value} />}
            </Loaded>
          </Card>
          <Loaded query={query} rows={5}>
            {({ value }) => <ConfigCard config={value.config} />}
          </Loaded>
        </div>
        {node && <ServerHealth organisation={organisation} servers={node.servers} />}
        <TrafficCard organisation={organisation} node={id} />
      </div>
      {query.data && (
        <>
          <EditNode organisation={organisation} node={query.data} opened={editing} onClose={edit.close} />
          <RetireNode organisation={organisation} node={query.data.value} opened={retiring} onClose={retire.close} />
        </>
      )}
    </Page>
  );
}
