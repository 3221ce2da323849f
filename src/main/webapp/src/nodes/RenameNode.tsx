import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, sendTagged, type Tagged } from '../api/client';
import { keys } from '../api/queries';
import { RenameDialog } from '../components/RenameDialog';
import { toast } from '../components/toastStore';

interface Props {
  organisation: string;
  node: Tagged<Schemas['Node']>;
  opened: boolean;
  onClose: () => void;
}

export function RenameNode({ organisation, node, opened, onClose }: Props) {
  const client = useQueryClient();
  const { id } = node.value;
  const rename = useMutation({
    mutationFn: ({ name, etag }: { name: string; etag: string }) =>
      sendTagged(
        api.PATCH('/organisations/{organisation}/nodes/{id}', {
          params: { path: { organisation, id }, header: { 'If-Match': etag } },
          body: { name },
        }),
      ),
    onSuccess: (renamed) => {
      client.setQueryData(keys.node(organisation, id), renamed);
      void client.invalidateQueries({ queryKey: keys.nodes(organisation) });
      toast(`The node is now called ${renamed.value.name}.`);
      onClose();
    },
    onError: () => client.invalidateQueries({ queryKey: keys.node(organisation, id) }),
  });
  return (
    <RenameDialog
      title="Rename node"
      opened={opened}
      onClose={onClose}
      current={{ name: node.value.name, etag: node.etag }}
      rename={rename}
    />
  );
}
