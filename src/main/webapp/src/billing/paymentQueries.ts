import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, send } from '../api/client';

const POLL = 15_000;
const HOURS_A_PAGE = 200;

export const paymentQuery = (organisation: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'payment'],
    refetchInterval: POLL,
    queryFn: () => send(api.GET('/organisations/{organisation}/payment', { params: { path: { organisation } } })),
  });

export const invoicesQuery = (organisation: string) =>
  infiniteQueryOptions({
    queryKey: ['o', organisation, 'invoices'],
    refetchInterval: POLL,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) =>
      send(
        api.GET('/organisations/{organisation}/invoices', {
          params: { path: { organisation }, query: { limit: 20, cursor } },
        }),
      ),
    getNextPageParam: (page) => page.next,
  });

export const invoiceQuery = (organisation: string, invoice: string) =>
  queryOptions({
    queryKey: ['o', organisation, 'invoices', invoice],
    queryFn: () =>
      send(
        api.GET('/organisations/{organisation}/invoices/{invoice}', { params: { path: { organisation, invoice } } }),
      ),
  });

export const invoiceHoursQuery = (organisation: string, invoice: string, line: number) =>
  infiniteQueryOptions({
    queryKey: ['o', organisation, 'invoices', invoice, line],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) =>
      send(
        api.GET('/organisations/{organisation}/invoices/{invoice}/lines/{line}/hours', {
          params: { path: { organisation, invoice, line }, query: { limit: HOURS_A_PAGE, cursor } },
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
