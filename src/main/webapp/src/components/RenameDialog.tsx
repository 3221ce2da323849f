import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { fieldError, hasStatus, isFullyPlaced } from '../api/problem';
import { ErrorNotice } from './ErrorNotice';

interface Named {
  name: string;
  etag: string;
}

interface Props {
  title: string;
  opened: boolean;
  onClose: () => void;
  current: Named;
  rename: { mutate: (wish: Named) => void; reset: () => void; isPending: boolean; error: unknown };
}

export function RenameDialog(props: Props) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <RenameForm {...props} />
    </Modal>
  );
}

/** Holds the ETag that was read when the dialog opened: what came in between is noticed. */
function RenameForm({ current, rename, onClose }: Props) {
  const [read, setRead] = useState(current);
  const [name, setName] = useState(current.name);
  const changed = hasStatus(rename.error, 412);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    rename.mutate({ name: name.trim(), etag: read.etag });
  };
  const readAgain = () => {
    setRead(current);
    setName(current.name);
    rename.reset();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label="Name"
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldError(rename.error, '/name')}
          data-autofocus
        />
        {changed ? (
          <div className="notice warn" role="alert">
            It was changed meanwhile and is now called <strong>{current.name}</strong>.{' '}
            <Button size="compact-xs" variant="default" onClick={readAgain}>
              Start again from that
            </Button>
          </div>
        ) : (
          !isFullyPlaced(rename.error, ['/name']) && <ErrorNotice error={rename.error} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={rename.isPending} disabled={name.trim() === ''}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
