import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, sendTagged } from '../api/client';
import { organisationQuery } from '../api/queries';
import { sessionQuery } from '../api/session';
import { Card } from '../components/Card';
import { Loaded } from '../components/Loaded';
import { RenameDialog } from '../components/RenameDialog';
import { Time } from '../components/Time';
import { toast } from '../components/toastStore';

export function OrganisationCard({ organisation }: { organisation: string }) {
  const client = useQueryClient();
  const query = useQuery(organisationQuery(organisation));
  const [opened, dialog] = useDisclosure();
  const { queryKey } = organisationQuery(organisation);
  const rename = useMutation({
    mutationFn: ({ name, etag }: { name: string; etag: string }) =>
      sendTagged(
        api.PATCH('/organisations/{organisation}', {
          params: { path: { organisation }, header: { 'If-Match': etag } },
          body: { name },
        }),
      ),
    onSuccess: (renamed) => {
      client.setQueryData(queryKey, renamed);
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      toast(`The organisation is now called ${renamed.value.name}.`);
      dialog.close();
    },
    onError: () => client.invalidateQueries({ queryKey }),
  });
  return (
    <Card
      title="Organisation"
      actions={
        <Button size="compact-sm" variant="default" disabled={!query.data} onClick={dialog.open}>
          Rename
        </Button>
      }
    >
      <Loaded query={query} rows={3}>
        {({ value, etag }) => (
          <>
            <dl className="facts">
              <dt>Name</dt>
              <dd>{value.name}</dd>
              <dt>Your role</dt>
              <dd>{value.role}</dd>
              <dt>Id</dt>
              <dd className="mono">{value.id}</dd>
              <dt>Since</dt>
              <dd>
                <Time at={value.createdAt} />
              </dd>
            </dl>
            <RenameDialog
              title="Rename organisation"
              opened={opened}
              onClose={dialog.close}
              current={{ name: value.name, etag }}
              rename={rename}
            />
          </>
        )}
      </Loaded>
    </Card>
  );
}
