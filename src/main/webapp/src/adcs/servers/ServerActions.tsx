import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import { Icon } from '../../components/Icon';
import type { Ask } from './OrderDialog';
import type { ServerState } from './serverStates';
import type { Order } from './useServerOrder';

interface Props {
  server: ServerState;
  busy: boolean;
  onOrder: (order: Order) => void;
  onAsk: (what: Ask, server: string) => void;
}

export function ServerActions({ server, busy, onOrder, onAsk }: Props) {
  const { pool, name, service } = server;
  const about = { pool, server: name };
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap">
      {service === 'serving' ? (
        <Button size="compact-sm" variant="default" aria-label={`Drain ${name}`} onClick={() => onAsk('drain', name)}>
          Drain
        </Button>
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          disabled={busy}
          aria-label={`Bring ${name} back`}
          onClick={() => onOrder({ what: 'bring-back', body: about })}
        >
          Bring back
        </Button>
      )}
      {service === 'draining' && (
        <Button
          size="compact-sm"
          variant="default"
          c="var(--n-bad)"
          disabled={busy}
          aria-label={`Cut off what is left on ${name}`}
          onClick={() => onOrder({ what: 'drain', body: { ...about, force: true } })}
        >
          Cut off
        </Button>
      )}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`More for ${name}`}>
            <Icon name="chevron" size={14} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onAsk('weight', name)}>Weight…</Menu.Item>
          <Menu.Item onClick={() => onAsk('share', name)}>Share of the traffic…</Menu.Item>
          {server.stage && (
            <Menu.Item onClick={() => onOrder({ what: 'unshare', body: about })}>No share of its own</Menu.Item>
          )}
          {service !== 'maintenance' && (
            <Menu.Item onClick={() => onOrder({ what: 'maintenance', body: { ...about, on: true } })}>
              Maintenance
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
