import { ActionIcon } from '@mantine/core';
import { Icon } from '../../components/Icon';

interface Props {
  label: string;
  disabled?: boolean;
  onClick: () => void;
}

export function RemoveButton({ label, disabled = false, onClick }: Props) {
  return (
    <ActionIcon variant="subtle" color="gray" size={34} aria-label={label} disabled={disabled} onClick={onClick}>
      <Icon name="close" size={14} />
    </ActionIcon>
  );
}
