import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { TrafficRange } from '../charts/ranges';
import { windowOf } from '../charts/ranges';
import { api, send } from './client';
import type { operations } from './generated';

type Filter = Pick<NonNullable<operations['trafficMetrics']['parameters']['query']>, 'adc' | 'node' | 'groupBy'>;

const REFRESH = 5_000;

export const trafficQuery = (organisation: string, range: TrafficRange, filter: Filter = {}) =>
  queryOptions({
    queryKey: ['o', organisation, 'traffic', range.key, filter],
    refetchInterval: REFRESH,
    // The old picture stays until the new one is there: no flicker when the range changes.
    placeholderData: keepPreviousData,
    queryFn: () => {
      const { from, to } = windowOf(range, Date.now());
      return send(
        api.GET('/organisations/{organisation}/metrics/traffic', {
          params: {
            path: { organisation },
            query: {
              from: new Date(from).toISOString(),
              to: new Date(to).toISOString(),
              stepSeconds: range.stepSeconds,
              ...filter,
            },
          },
        }),
      );
    },
  });
