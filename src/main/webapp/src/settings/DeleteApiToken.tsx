import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, send } from '../api/client';
import { keys } from '../api/queries';
import { ErrorNotice } from '../components/ErrorNotice';
import { toast } from '../components/toastStore';

interface Props {
  organisation: string;
  token: Schemas['ApiToken'] | undefined;
  onClose: () => void;
}

export function DeleteApiToken({ organisation, token, onClose }: Props) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: ({ id }: Schemas['ApiToken']) =>
      send(api.DELETE('/organisations/{organisation}/api-tokens/{id}', { params: { path: { organisation, id } } })),
    onSuccess: (_, { name }) => {
      void client.invalidateQueries({ queryKey: keys.apiTokens(organisation) });
      toast(`API token ${name} is deleted.`);
      onClose();
    },
  });
  return (
    <Modal
      opened={token !== undefined}
      onClose={onClose}
      title="Delete API token"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <p className="small">
          Whatever uses <strong>{token?.name}</strong> is refused from now on.
        </p>
        <ErrorNotice error={remove.error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => token && remove.mutate(token)}>
            Delete
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
