import type { Schemas } from '../api/client';
import { columnOf, rateColumn, timelineOf } from './columns';
import type { ChartSeries } from './TimeChart';

type Traffic = Schemas['Traffic'];

const MOST_SERIES = 8;

function frame(traffic: Traffic) {
  const timeline = timelineOf(traffic);
  return {
    timeline,
    common: {
      times: timeline.times,
      completeUntil: timeline.completeUntil,
      window: [Date.parse(traffic.from) / 1000, Date.parse(traffic.to) / 1000] as const,
    },
  };
}

export function totalsPicture(traffic: Traffic) {
  const { timeline, common } = frame(traffic);
  const points = traffic.series[0]?.points ?? [];
  const requests: ChartSeries[] = [
    {
      label: 'requests',
      colour: '--n-c1',
      fill: true,
      values: rateColumn(traffic, timeline, points, (point) => point.requests),
    },
  ];
  const errors: ChartSeries[] = [
    {
      label: '5xx',
      colour: '--n-bad',
      fill: true,
      values: rateColumn(traffic, timeline, points, (point) => point.errors),
    },
    {
      label: 'server faults',
      colour: '--n-warn',
      values: rateColumn(traffic, timeline, points, (point) => point.upstreamErrors),
    },
  ];
  const saved: ChartSeries[] = [
    {
      label: 'retried',
      colour: '--n-ok',
      fill: true,
      values: rateColumn(traffic, timeline, points, (point) => point.retries),
    },
    {
      label: 'resumed',
      colour: '--n-c2',
      values: rateColumn(traffic, timeline, points, (point) => point.resumes),
    },
  ];
  const latency: ChartSeries[] = [
    { label: 'p50', colour: '--n-p50', values: columnOf(traffic, timeline, points, (point) => point.p50Millis, null) },
    { label: 'p95', colour: '--n-p95', values: columnOf(traffic, timeline, points, (point) => point.p95Millis, null) },
    { label: 'p99', colour: '--n-p99', values: columnOf(traffic, timeline, points, (point) => point.p99Millis, null) },
  ];
  return { ...common, requests, errors, saved, latency };
}

/** One line per group; the busiest ones only, or nobody could tell the lines apart. Colours go by name, not by rank, so that they stay. */
export function groupedPicture(traffic: Traffic) {
  const { timeline, common } = frame(traffic);
  const shown = [...traffic.series]
    .sort((a, b) => b.total.requests - a.total.requests)
    .slice(0, MOST_SERIES)
    .sort((a, b) => a.key.localeCompare(b.key));
  const look = (key: string, label: string | undefined, index: number) => ({
    label: label ?? (key || 'none'),
    colour: `--n-c${index + 1}`,
  });
  return {
    ...common,
    left: traffic.series.length - shown.length,
    requests: shown.map(({ key, label, points }, index) => ({
      ...look(key, label, index),
      values: rateColumn(traffic, timeline, points, (point) => point.requests),
    })),
    errors: shown.map(({ key, label, points }, index) => ({
      ...look(key, label, index),
      values: rateColumn(traffic, timeline, points, (point) => point.upstreamErrors),
    })),
    latency: shown.map(({ key, label, points }, index) => ({
      ...look(key, label, index),
      values: columnOf(traffic, timeline, points, (point) => point.p95Millis, null),
    })),
  };
}
