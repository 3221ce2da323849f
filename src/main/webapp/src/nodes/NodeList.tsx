import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { nodesQuery } from '../api/queries';
import { Card } from '../components/Card';
import { Empty } from '../components/Empty';
import { Icon } from '../components/Icon';
import { Loaded } from '../components/Loaded';
import { Page } from '../components/Page';
import { plural } from '../lib/format';
import { useOrganisation } from '../lib/useOrganisation';
import { AddNode } from './AddNode';
import { NodeTabs } from './NodeTabs';
import { NodeTable } from './NodeTable';

export function NodeList() {
  const organisation = useOrganisation();
  const nodes = useQuery(nodesQuery(organisation));
  const [search, setSearch] = useSearchParams();
  const add = (
    <Button leftSection={<Icon name="plus" size={14} />} onClick={() => setSearch({ add: '' })}>
      Add a node
    </Button>
  );
  const online = nodes.data?.items.filter(({ state }) => state === 'online').length ?? 0;
  const isEmpty = nodes.data?.items.length === 0;
  return (
    <Page
      title="Nodes"
      lead={
        nodes.data && !isEmpty
          ? `${online} of ${plural(nodes.data.items.length, 'node')} online`
          : 'Machines that run the agent'
      }
      actions={isEmpty ? undefined : add}
    >
      <NodeTabs organisation={organisation} />
      <Card flush>
        <Loaded query={nodes} rows={6}>
          {({ items, more }) =>
            items.length === 0 ? (
              <Empty title="No nodes yet" action={add}>
                A node is a machine that runs the Nova agent: a virtual machine, a server, a container. Make a join
                token, run one command there, and it appears here. Five nodes are free.
              </Empty>
            ) : (
              <>
                <NodeTable organisation={organisation} nodes={items} />
                {more && (
                  <div className="card-body dim small">
                    Only the first {items.length} are shown. The API lists them all.
                  </div>
                )}
              </>
            )
          }
        </Loaded>
      </Card>
      <AddNode opened={search.has('add')} onClose={() => setSearch({}, { replace: true })} />
    </Page>
  );
}
