import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type SyntheticEvent, type ReactNode, useState } from 'react';
import { ErrorNotice } from './ErrorNotice';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  name: string;
  action: string;
  pending: boolean;
  error: unknown;
  onConfirm: () => void;
  children: ReactNode;
}

/** For what cannot be taken back: the name must be typed. */
export function ConfirmByName(props: Props) {
  const [typed, setTyped] = useState('');
  const close = () => {
    setTyped('');
    props.onClose();
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (typed.trim() === props.name) props.onConfirm();
  };
  return (
    <Modal opened={props.opened} onClose={close} title={props.title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text size="sm">{props.children}</Text>
          <TextInput
            label={`Type ${props.name} to confirm`}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
          <ErrorNotice error={props.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" color="red" disabled={typed.trim() !== props.name} loading={props.pending}>
              {props.action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
