import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type ReactNode, type SyntheticEvent, useState } from 'react';
import { fieldError, isFullyPlaced } from '../../api/problem';
import { ErrorNotice } from '../../components/ErrorNotice';
import type { ServerOrder } from './useServerOrder';

interface Props {
  action: string;
  order: ServerOrder;
  /** Pointers of the fields that show their problems themselves. */
  places: string[];
  onClose: () => void;
  onSubmit: (why: string | undefined) => void;
  children: ReactNode;
}

/** Fields of an order, and why it is given: that stands in the version and the audit log. */
export function OrderForm({ action, order, places, onClose, onSubmit, children }: Props) {
  const [why, setWhy] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onSubmit(why.trim() === '' ? undefined : why.trim());
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {children}
        <TextInput
          label="Why"
          placeholder="stands in the versions; may be left empty"
          maxLength={200}
          value={why}
          error={fieldError(order.error, '/why')}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        {!isFullyPlaced(order.error, [...places, '/why']) && <ErrorNotice error={order.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={order.isPending}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
