import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, send, sendTagged } from '../api/client';

const POLL = 15_000;

export const billingQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'billing'],
    refetchInterval: POLL,
    queryFn: () => sendTagged(api.GET('/organisations/{organisation}/billing', { params: { path: { organisation } } })),
  });

export const plansQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'billing', 'plans'],
    queryFn: () => send(api.GET('/organisations/{organisation}/billing/plans', { params: { path: { organisation } } })),
  });

export const simulationQuery = (organisation: string, nodes: number) =>
  queryOptions({
    queryKey: ['o', organisation, 'billing', 'simulation', nodes],
    placeholderData: keepPreviousData,
    queryFn: () =>
      send(
        api.GET('/organisations/{organisation}/billing/simulation', {
          params: { path: { organisation }, query: { nodes } },
        }),
      ),
  });

export const warningsQuery = (organisation: string) =>
  infiniteQueryOptions({
    queryKey: ['o', organisation, 'billing', 'warnings'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) =>
      send(
        api.GET('/organisations/{organisation}/billing/warnings', {
          params: { path: { organisation }, query: { limit: 20, cursor } },
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
