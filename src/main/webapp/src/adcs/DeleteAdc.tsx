import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api, type Schemas, send, type Tagged } from '../api/client';
import { keys } from '../api/queries';
import { ConfirmByName } from '../components/ConfirmByName';
import { toast } from '../components/toastStore';

interface Props {
  organisation: string;
  adc: Tagged<Schemas['Adc']>;
  opened: boolean;
  onClose: () => void;
}

export function DeleteAdc({ organisation, adc, opened, onClose }: Props) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { id, document } = adc.value;
  const remove = useMutation({
    mutationFn: () =>
      send(
        api.DELETE('/organisations/{organisation}/adcs/{id}', {
          params: { path: { organisation, id }, header: { 'If-Match': adc.etag } },
        }),
      ),
    onSuccess: async () => {
      await navigate(`/o/${organisation}/adcs`);
      client.removeQueries({ queryKey: keys.adc(organisation, id) });
      void client.invalidateQueries({ queryKey: keys.adcs(organisation) });
      toast(`${document.name} is deleted.`);
    },
    onError: () => client.invalidateQueries({ queryKey: keys.adc(organisation, id) }),
  });
  return (
    <ConfirmByName
      opened={opened}
      onClose={onClose}
      title="Delete this ADC"
      name={document.name}
      action="Delete"
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
    >
      Its ports close on every node. Its metrics and versions stay readable.
    </ConfirmByName>
  );
}
