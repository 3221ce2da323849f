import { Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Schemas, send } from '../api/client';
import { keys, nodesQuery } from '../api/queries';
import { useOrganisation } from '../lib/useOrganisation';
import { JoinCommand } from './JoinCommand';
import { JoinTokenForm, type JoinTokenWish } from './JoinTokenForm';

interface Made {
  token: Schemas['NewJoinToken'];
  /** Nodes that were there before: whoever else appears is new. */
  before: ReadonlySet<string>;
}

export function AddNode({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const organisation = useOrganisation();
  const client = useQueryClient();
  const [made, setMade] = useState<Made>();
  const create = useMutation({
    mutationFn: async (body: JoinTokenWish) => {
      const { items } = await client.query(nodesQuery(organisation));
      const token = await send(
        api.POST('/organisations/{organisation}/join-tokens', { params: { path: { organisation } }, body }),
      );
      return { token, before: new Set(items.map(({ id }) => id)) };
    },
    onSuccess: (result) => {
      setMade(result);
      void client.invalidateQueries({ queryKey: keys.joinTokens(organisation) });
    },
  });
  const close = () => {
    setMade(undefined);
    create.reset();
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={made ? 'Run this on the machine' : 'Add a node'}
      size="lg"
      // The token is shown this once: a stray click must not take it away.
      closeOnClickOutside={!made}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {made ? (
        <JoinCommand organisation={organisation} token={made.token} before={made.before} onDone={close} />
      ) : (
        <JoinTokenForm pending={create.isPending} error={create.error} onSubmit={create.mutate} onCancel={close} />
      )}
    </Modal>
  );
}
