import { Button } from '@mantine/core';
import { Icon } from '../../components/Icon';

export function AddButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button size="compact-sm" variant="default" leftSection={<Icon name="plus" size={12} />} onClick={onClick}>
      {label}
    </Button>
  );
}
