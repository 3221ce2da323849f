import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, sendTagged } from '../../api/client';
import { keys } from '../../api/queries';
import { toast } from '../../components/toastStore';

export type Order =
  | { what: 'drain'; body: Schemas['DrainServer'] }
  | { what: 'bring-back'; body: Schemas['ServerRef'] }
  | { what: 'weight'; body: Schemas['WeighServer'] }
  | { what: 'maintenance'; body: Schemas['MaintainServer'] }
  | { what: 'share'; body: Schemas['ShareServer'] }
  | { what: 'unshare'; body: Schemas['ServerRef'] };

const root = '/organisations/{organisation}/adcs/{id}/servers';

function request(organisation: string, id: string, { what, body }: Order) {
  const params = { path: { organisation, id } };
  switch (what) {
    case 'drain':
      return api.POST(`${root}/drain`, { params, body });
    case 'bring-back':
      return api.POST(`${root}/bring-back`, { params, body });
    case 'weight':
      return api.POST(`${root}/weight`, { params, body });
    case 'maintenance':
      return api.POST(`${root}/maintenance`, { params, body });
    case 'share':
      return api.POST(`${root}/share`, { params, body });
    case 'unshare':
      return api.POST(`${root}/unshare`, { params, body });
  }
}

const done: Record<Order['what'], string> = {
  drain: 'drains',
  'bring-back': 'is brought back',
  weight: 'has another weight',
  maintenance: 'is in maintenance',
  share: 'has its share',
  unshare: 'shares with the others',
};

/** Does something to one server. It is done to whatever version is present: in a hurry nobody reads an ETag first. */
export function useServerOrder(organisation: string, id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: Order) => sendTagged(request(organisation, id, order)),
    onSuccess: (changed, order) => {
      client.setQueryData(keys.adc(organisation, id), changed);
      void client.invalidateQueries({ queryKey: keys.servers(organisation, id) });
      void client.invalidateQueries({ queryKey: keys.versions(organisation, id) });
      toast(`${order.body.server} ${done[order.what]}: version ${changed.value.version} is on its way to the nodes.`);
    },
  });
}

export type ServerOrder = ReturnType<typeof useServerOrder>;
