import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { api, send } from '../api/client';
import { fieldError, isFullyPlaced } from '../api/problem';
import { keys } from '../api/queries';
import { CodeLine } from '../components/CodeLine';
import { ErrorNotice } from '../components/ErrorNotice';

interface Props {
  organisation: string;
  opened: boolean;
  onClose: () => void;
}

const lifetimes = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: '', label: 'Does not expire' },
];

export function CreateApiToken({ organisation, opened, onClose }: Props) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const create = useMutation({
    mutationFn: () =>
      send(
        api.POST('/organisations/{organisation}/api-tokens', {
          params: { path: { organisation } },
          body: { name: name.trim(), ...(days === '' ? {} : { expiresInDays: Number(days) }) },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.apiTokens(organisation) }),
  });
  const close = () => {
    create.reset();
    setName('');
    onClose();
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    create.mutate();
  };
  const made = create.data;
  return (
    <Modal
      opened={opened}
      onClose={close}
      size="lg"
      title={made ? `API token ${made.name}` : 'Create API token'}
      closeOnClickOutside={!made}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {made ? (
        <Stack gap="md">
          <p className="small">Shown this once; copy it now and keep it like a password.</p>
          <CodeLine text={made.token} label="Copy token" />
          <p className="dim small">Try it:</p>
          <CodeLine
            text={`curl -H 'Authorization: Bearer ${made.token}' ${window.location.origin}/api/v1/organisations/${organisation}/nodes`}
          />
          <Group justify="flex-end">
            <Button onClick={close}>Done</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack gap="md">
            <TextInput
              label="Name"
              description="What will use it"
              value={name}
              maxLength={80}
              onChange={(event) => setName(event.currentTarget.value)}
              error={fieldError(create.error, '/name')}
              data-autofocus
            />
            <NativeSelect
              label="Valid for"
              value={days}
              data={lifetimes}
              onChange={(event) => setDays(event.currentTarget.value)}
              error={fieldError(create.error, '/expiresInDays')}
            />
            {!isFullyPlaced(create.error, ['/name', '/expiresInDays']) && <ErrorNotice error={create.error} />}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button type="submit" loading={create.isPending} disabled={name.trim() === ''}>
                Create
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
