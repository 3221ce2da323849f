import { Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { nodesQuery } from '../api/queries';
import { CodeLine } from '../components/CodeLine';
import { State } from '../components/State';
import { Time } from '../components/Time';
import { plural } from '../lib/format';

interface Props {
  organisation: string;
  token: Schemas['NewJoinToken'];
  before: ReadonlySet<string>;
  onDone: () => void;
}

/** The command, and a live wait for whoever runs it. */
export function JoinCommand({ organisation, token, before, onDone }: Props) {
  const nodes = useQuery(nodesQuery(organisation));
  const arrived = nodes.data?.items.filter(({ id }) => !before.has(id)) ?? [];
  return (
    <Stack gap="md">
      <p className="small">
        Shown this once; copy it now. Good for {plural(token.uses, 'use')}, until <Time at={token.expiresAt} />.
      </p>
      <CodeLine text={token.command} label="Copy command" />
      <details className="small">
        <summary>The token alone</summary>
        <div style={{ marginTop: 8 }}>
          <CodeLine text={token.token} label="Copy token" />
        </div>
      </details>
      <div role="status" aria-live="polite" className={`notice ${arrived.length > 0 ? 'ok' : ''}`}>
        {arrived.length === 0 ? (
          <State tone="quiet" label="Waiting for the node to join…" />
        ) : (
          arrived.map((node) => (
            <div key={node.id}>
              <strong>{node.name}</strong> has joined{node.state === 'online' ? ' and is online' : ''}.{' '}
              <Link to={`/o/${organisation}/nodes/${node.id}`}>Open it</Link>
            </div>
          ))
        )}
      </div>
      <Group justify="flex-end">
        <Button variant={arrived.length > 0 ? 'filled' : 'default'} onClick={onDone}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
