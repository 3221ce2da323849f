import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api, type Schemas, send } from '../api/client';
import { keys } from '../api/queries';
import { ConfirmByName } from '../components/ConfirmByName';
import { toast } from '../components/toastStore';

interface Props {
  organisation: string;
  node: Schemas['Node'];
  opened: boolean;
  onClose: () => void;
}

export function RetireNode({ organisation, node, opened, onClose }: Props) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const retire = useMutation({
    mutationFn: () =>
      send(api.DELETE('/organisations/{organisation}/nodes/{id}', { params: { path: { organisation, id: node.id } } })),
    onSuccess: async () => {
      await navigate(`/o/${organisation}/nodes`);
      client.removeQueries({ queryKey: keys.node(organisation, node.id) });
      void client.invalidateQueries({ queryKey: keys.nodes(organisation) });
      toast(`${node.name} is retired.`);
    },
  });
  return (
    <ConfirmByName
      opened={opened}
      onClose={onClose}
      title="Retire this node"
      name={node.name}
      action="Retire"
      pending={retire.isPending}
      error={retire.error}
      onConfirm={() => retire.mutate()}
    >
      It finishes what is in flight, stops and forgets its key; the key is refused from now on. Its metrics and
      node-hours stay. To come back, the machine has to join anew.
    </ConfirmByName>
  );
}
