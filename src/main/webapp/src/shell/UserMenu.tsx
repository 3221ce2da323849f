import { ActionIcon, Menu } from '@mantine/core';
import { useNavigate } from 'react-router';
import { Icon } from '../components/Icon';
import { useSignOut } from './useSignOut';

export function UserMenu({ email, organisation }: { email: string | undefined; organisation: string }) {
  const navigate = useNavigate();
  const signOut = useSignOut();
  return (
    <Menu width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="User menu">
          <Icon name="person" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{email ?? ' '}</Menu.Label>
        <Menu.Item
          leftSection={<Icon name="settings" size={14} />}
          onClick={() => void navigate(`/o/${organisation}/settings`)}
        >
          Settings
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="out" size={14} />} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
