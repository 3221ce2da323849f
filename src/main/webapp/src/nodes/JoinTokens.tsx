import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, type Schemas, send } from '../api/client';
import { joinTokensQuery, keys } from '../api/queries';
import { Card } from '../components/Card';
import { Empty } from '../components/Empty';
import { ErrorNotice } from '../components/ErrorNotice';
import { Loaded } from '../components/Loaded';
import { Page } from '../components/Page';
import { State, type Tone } from '../components/State';
import { Time } from '../components/Time';
import { toast } from '../components/toastStore';
import { useOrganisation } from '../lib/useOrganisation';
import { NodeTabs } from './NodeTabs';

type JoinToken = Schemas['JoinToken'];

const tones: Record<JoinToken['state'], Tone> = { usable: 'ok', expired: 'quiet', 'used-up': 'quiet', revoked: 'bad' };
const labels: Record<JoinToken['state'], string> = {
  usable: 'usable',
  expired: 'expired',
  'used-up': 'used up',
  revoked: 'revoked',
};

export function JoinTokens() {
  const organisation = useOrganisation();
  const client = useQueryClient();
  const tokens = useQuery(joinTokensQuery(organisation));
  const revoke = useMutation({
    mutationFn: ({ id }: JoinToken) =>
      send(api.DELETE('/organisations/{organisation}/join-tokens/{id}', { params: { path: { organisation, id } } })),
    onSuccess: async (_, { name }) => {
      await client.invalidateQueries({ queryKey: keys.joinTokens(organisation) });
      toast(`Join token ${name} revoked. Nodes that joined with it stay.`);
    },
  });
  const add = (
    <Button component={Link} to={`/o/${organisation}/nodes?add`}>
      Add a node
    </Button>
  );
  return (
    <Page title="Nodes" lead="Tokens let machines join. Revoking one leaves the nodes it brought." actions={add}>
      <NodeTabs organisation={organisation} />
      <ErrorNotice error={revoke.error} />
      <Card flush>
        <Loaded query={tokens}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="No join tokens">
                “Add a node” makes one. It is shown once, expires by itself, and works for as many machines as you
                allow.
              </Empty>
            ) : (
              <div className="table-scroll">
                <table className="table" aria-label="Join tokens">
                  <thead>
                    <tr>
                      <th scope="col">Name</th>
                      <th scope="col">State</th>
                      <th scope="col" className="number">
                        Uses left
                      </th>
                      <th scope="col">Expires</th>
                      <th scope="col" className="wide-only">
                        Made
                      </th>
                      <th scope="col">
                        <span className="visually-hidden">Actions</span>
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((token) => (
                      <tr key={token.id}>
                        <td>{token.name}</td>
                        <td>
                          <State tone={tones[token.state]} label={labels[token.state]} />
                        </td>
                        <td className="number">
                          {token.usesLeft} of {token.uses}
                        </td>
                        <td>
                          <Time at={token.expiresAt} relative />
                        </td>
                        <td className="wide-only">
                          <Time at={token.createdAt} relative />
                        </td>
                        <td className="number">
                          {token.state === 'usable' && (
                            <Button
                              size="compact-sm"
                              variant="default"
                              aria-label={`Revoke ${token.name}`}
                              loading={revoke.isPending && revoke.variables.id === token.id}
                              onClick={() => revoke.mutate(token)}
                            >
                              Revoke
                            </Button>
                          )}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )
          }
        </Loaded>
      </Card>
    </Page>
  );
}
