import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '../api/client';
import { apiTokensQuery } from '../api/queries';
import { Card } from '../components/Card';
import { Empty } from '../components/Empty';
import { Icon } from '../components/Icon';
import { Loaded } from '../components/Loaded';
import { CreateApiToken } from './CreateApiToken';
import { DeleteApiToken } from './DeleteApiToken';
import { ApiTokenTable } from './ApiTokenTable';

export function ApiTokens({ organisation }: { organisation: string }) {
  const tokens = useQuery(apiTokensQuery(organisation));
  const [creating, create] = useDisclosure();
  const [doomed, setDoomed] = useState<Schemas['ApiToken']>();
  const button = (
    <Button size="compact-sm" leftSection={<Icon name="plus" size={12} />} onClick={create.open}>
      Create API token
    </Button>
  );
  return (
    <Card
      title="API tokens"
      flush
      actions={
        <>
          <a className="small" href="/api/v1/openapi.yaml">
            API document
          </a>
          {button}
        </>
      }
    >
      <Loaded query={tokens}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No API tokens">
              Everything this console does, it does through the API. A token lets your scripts and pipelines do the
              same, in this organisation only.
            </Empty>
          ) : (
            <ApiTokenTable tokens={items} onDelete={setDoomed} />
          )
        }
      </Loaded>
      <CreateApiToken organisation={organisation} opened={creating} onClose={create.close} />
      <DeleteApiToken organisation={organisation} token={doomed} onClose={() => setDoomed(undefined)} />
    </Card>
  );
}
