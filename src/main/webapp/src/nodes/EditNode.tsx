import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { api, type Schemas, sendTagged, type Tagged } from '../api/client';
import { fieldError, hasStatus, isFullyPlaced } from '../api/problem';
import { keys } from '../api/queries';
import { ErrorNotice } from '../components/ErrorNotice';
import { toast } from '../components/toastStore';

interface Props {
  organisation: string;
  node: Tagged<Schemas['Node']>;
  opened: boolean;
  onClose: () => void;
}

export function EditNode(props: Props) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title="Name and zone"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <EditNodeForm {...props} />
    </Modal>
  );
}

/** Holds the ETag that was read when the dialog opened: what came in between is noticed. */
function EditNodeForm({ organisation, node, onClose }: Props) {
  const client = useQueryClient();
  const [read, setRead] = useState(node);
  const [name, setName] = useState(node.value.name);
  const [zone, setZone] = useState(node.value.zone);
  const { id } = node.value;
  const change = useMutation({
    mutationFn: () =>
      sendTagged(
        api.PATCH('/organisations/{organisation}/nodes/{id}', {
          params: { path: { organisation, id }, header: { 'If-Match': read.etag } },
          body: { name: name.trim(), zone: zone.trim() },
        }),
      ),
    onSuccess: (changed) => {
      client.setQueryData(keys.node(organisation, id), changed);
      void client.invalidateQueries({ queryKey: keys.nodes(organisation) });
      toast(`${changed.value.name} is saved.`);
      onClose();
    },
    onError: () => client.invalidateQueries({ queryKey: keys.node(organisation, id) }),
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    change.mutate();
  };
  const readAgain = () => {
    setRead(node);
    setName(node.value.name);
    setZone(node.value.zone);
    change.reset();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label="Name"
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldError(change.error, '/name')}
          data-autofocus
        />
        <TextInput
          label="Zone"
          description="Servers of the same zone are preferred, as their pool says"
          placeholder="nowhere in particular"
          value={zone}
          maxLength={80}
          onChange={(event) => setZone(event.currentTarget.value)}
          error={fieldError(change.error, '/zone')}
        />
        {hasStatus(change.error, 412) ? (
          <div className="notice warn" role="alert">
            It was changed meanwhile.{' '}
            <Button size="compact-xs" variant="default" onClick={readAgain}>
              Start again from that
            </Button>
          </div>
        ) : (
          !isFullyPlaced(change.error, ['/name', '/zone']) && <ErrorNotice error={change.error} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={change.isPending} disabled={name.trim() === ''}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
