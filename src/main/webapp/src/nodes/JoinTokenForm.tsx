import { Button, Group, NativeSelect, NumberInput, Stack, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { fieldError, isFullyPlaced } from '../api/problem';
import { ErrorNotice } from '../components/ErrorNotice';

export interface JoinTokenWish {
  name: string;
  expiresInSeconds: number;
  uses: number;
}

interface Props {
  pending: boolean;
  error: unknown;
  onSubmit: (wish: JoinTokenWish) => void;
  onCancel: () => void;
}

const lifetimes = [
  { value: '900', label: '15 minutes' },
  { value: '3600', label: '1 hour' },
  { value: '86400', label: '1 day' },
  { value: '604800', label: '7 days' },
];
const pointers = ['/name', '/expiresInSeconds', '/uses'];

export function JoinTokenForm({ pending, error, onSubmit, onCancel }: Props) {
  const [name, setName] = useState('node');
  const [lifetime, setLifetime] = useState('3600');
  const [uses, setUses] = useState<number | string>(1);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onSubmit({ name: name.trim(), expiresInSeconds: Number(lifetime), uses: Number(uses) });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <p className="dim small">
          A machine joins with a token and makes a key pair of its own; from then on the token is not needed any more.
        </p>
        <TextInput
          label="Name"
          description="Of the token; tells you later which nodes came with it."
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldError(error, '/name')}
          data-autofocus
        />
        <Group grow align="flex-start">
          <NativeSelect
            label="Valid for"
            data={lifetimes}
            value={lifetime}
            onChange={(event) => setLifetime(event.currentTarget.value)}
            error={fieldError(error, '/expiresInSeconds')}
          />
          <NumberInput
            label="Uses"
            min={1}
            max={1000}
            value={uses}
            onChange={setUses}
            error={fieldError(error, '/uses')}
          />
        </Group>
        {!isFullyPlaced(error, pointers) && <ErrorNotice error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={pending}>
            Create join token
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
