import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, send, sendTagged } from './client';
import { collect, PAGE_SIZE } from './pages';

export const keys = {
  organisation: (organisation: string) => ['o', organisation] as const,
  nodes: (organisation: string) => ['o', organisation, 'nodes'] as const,
  node: (organisation: string, id: string) => ['o', organisation, 'node', id] as const,
  adcs: (organisation: string) => ['o', organisation, 'adcs'] as const,
  adc: (organisation: string, id: string) => ['o', organisation, 'adc', id] as const,
  servers: (organisation: string, id: string) => ['o', organisation, 'adc', id, 'servers'] as const,
  versions: (organisation: string, id: string) => ['o', organisation, 'adc', id, 'versions'] as const,
  joinTokens: (organisation: string) => ['o', organisation, 'join-tokens'] as const,
  apiTokens: (organisation: string) => ['o', organisation, 'api-tokens'] as const,
};

const limit = PAGE_SIZE;
const NODE_POLL = 2_000;
const ADC_POLL = 5_000;

export const nodesQuery = (organisation: string) =>
  queryOptions({
    queryKey: keys.nodes(organisation),
    refetchInterval: NODE_POLL,
    queryFn: () =>
      collect((cursor) =>
        send(
          api.GET('/organisations/{organisation}/nodes', {
            params: { path: { organisation }, query: { limit, cursor } },
          }),
        ),
      ),
  });

export const nodeQuery = (organisation: string, id: string) =>
  queryOptions({
    queryKey: keys.node(organisation, id),
    refetchInterval: NODE_POLL,
    queryFn: () =>
      sendTagged(api.GET('/organisations/{organisation}/nodes/{id}', { params: { path: { organisation, id } } })),
  });

export const adcsQuery = (organisation: string) =>
  queryOptions({
    queryKey: keys.adcs(organisation),
    refetchInterval: ADC_POLL,
    queryFn: () =>
      collect((cursor) =>
        send(
          api.GET('/organisations/{organisation}/adcs', {
            params: { path: { organisation }, query: { limit, cursor } },
          }),
        ),
      ),
  });

export const adcQuery = (organisation: string, id: string) =>
  queryOptions({
    queryKey: keys.adc(organisation, id),
    refetchInterval: ADC_POLL,
    queryFn: () =>
      sendTagged(api.GET('/organisations/{organisation}/adcs/{id}', { params: { path: { organisation, id } } })),
  });

export const serversQuery = (organisation: string, id: string) =>
  queryOptions({
    queryKey: keys.servers(organisation, id),
    refetchInterval: NODE_POLL,
    queryFn: () =>
      collect((cursor) =>
        send(
          api.GET('/organisations/{organisation}/adcs/{id}/servers', {
            params: { path: { organisation, id }, query: { limit, cursor } },
          }),
        ),
      ),
  });

export const versionsQuery = (organisation: string, id: string) =>
  infiniteQueryOptions({
    queryKey: keys.versions(organisation, id),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) =>
      send(
        api.GET('/organisations/{organisation}/adcs/{id}/versions', {
          params: { path: { organisation, id }, query: { limit: 50, cursor } },
        }),
      ),
    getNextPageParam: (page) => page.next,
  });

export const joinTokensQuery = (organisation: string) =>
  queryOptions({
    queryKey: keys.joinTokens(organisation),
    refetchInterval: ADC_POLL,
    queryFn: () =>
      collect((cursor) =>
        send(
          api.GET('/organisations/{organisation}/join-tokens', {
            params: { path: { organisation }, query: { limit, cursor } },
          }),
        ),
      ),
  });

export const refusalsQuery = (organisation: string) =>
  infiniteQueryOptions({
    queryKey: ['o', organisation, 'refusals'],
    initialPageParam: undefined as string | undefined,
    refetchInterval: ADC_POLL,
    queryFn: ({ pageParam: cursor }) =>
      send(
        api.GET('/organisations/{organisation}/refusals', {
          params: { path: { organisation }, query: { limit: 50, cursor } },
        }),
      ),
    getNextPageParam: (page) => page.next,
  });

export const apiTokensQuery = (organisation: string) =>
  queryOptions({
    queryKey: keys.apiTokens(organisation),
    queryFn: () =>
      collect((cursor) =>
        send(
          api.GET('/organisations/{organisation}/api-tokens', {
            params: { path: { organisation }, query: { limit, cursor } },
          }),
        ),
      ),
  });

export const organisationQuery = (organisation: string) =>
  queryOptions({
    queryKey: [...keys.organisation(organisation), 'facts'],
    queryFn: () => sendTagged(api.GET('/organisations/{organisation}', { params: { path: { organisation } } })),
  });

export const usageQuery = (organisation: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'usage', from, to],
    placeholderData: keepPreviousData,
    queryFn: () =>
      send(
        api.GET('/organisations/{organisation}/usage', {
          params: { path: { organisation }, query: { from, to, per: 'day' } },
        }),
      ),
  });

export const nodeHoursQuery = (organisation: string, from: string, to: string) =>
  infiniteQueryOptions({
    queryKey: ['o', organisation, 'node-hours', from, to],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) =>
      send(
        api.GET('/organisations/{organisation}/usage/node-hours', {
          params: { path: { organisation }, query: { from, to, limit: 50, cursor } },
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
