import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, send } from '../api/client';

export const hoursQuery = (organisation: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'usage', 'hours', from, to],
    placeholderData: keepPreviousData,
    queryFn: () =>
      send(
        api.GET('/organisations/{organisation}/usage', {
          params: { path: { organisation }, query: { from, to, per: 'hour' } },
        }),
      ),
  });

export const nodeTotalsQuery = (organisation: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'usage', 'nodes', from, to],
    placeholderData: keepPreviousData,
    queryFn: () =>
      send(
        api.GET('/organisations/{organisation}/usage/nodes', {
          params: { path: { organisation }, query: { from, to } },
        }),
      ),
  });

export const verifyLedger = (organisation: string) =>
  send(api.GET('/organisations/{organisation}/ledger/verification', { params: { path: { organisation } } }));
