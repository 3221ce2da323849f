import { Button, Menu } from '@mantine/core';
import { useNavigate } from 'react-router';
import type { Schemas } from '../api/client';
import { Icon } from '../components/Icon';

interface Props {
  organisations: Schemas['Organisation'][];
  current: string;
}

export function OrganisationMenu({ organisations, current }: Props) {
  const navigate = useNavigate();
  const name = organisations.find(({ id }) => id === current)?.name ?? '';
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          c="var(--n-text)"
          rightSection={<Icon name="chevron" size={13} />}
          aria-label={`Organisation: ${name}`}
          styles={{ root: { minWidth: 0, fontSize: 13.5 }, label: { overflow: 'hidden', textOverflow: 'ellipsis' } }}
        >
          {name || ' '}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Organisations</Menu.Label>
        {organisations.map(({ id, name: each, role }) => (
          <Menu.Item
            key={id}
            onClick={() => void navigate(`/o/${id}`)}
            rightSection={id === current ? <Icon name="check" size={14} /> : <span className="dim small">{role}</span>}
          >
            {each}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
