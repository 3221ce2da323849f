import { expect, test } from 'vitest';
import type { Schemas } from '../api/client';
import { niceTop } from './chartOptions';
import { columnOf, currentRate, rateColumn, timelineOf } from './columns';
import { totalsPicture } from './pictures';
import { rangeOf, windowOf } from './ranges';

const start = Date.UTC(2026, 0, 1);
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
const point = (seconds: number, requests: number, p50Millis?: number): Schemas['TrafficPoint'] => ({
  at: at(seconds),
  requests,
  errors: 0,
  upstreamErrors: 0,
  retries: requests / 10,
  resumes: 1,
  requestBytes: 0,
  responseBytes: 0,
  ...(p50Millis === undefined ? {} : { p50Millis }),
});

const traffic: Schemas['Traffic'] = {
  from: at(0),
  to: at(60),
  stepSeconds: 10,
  completeUntil: at(40),
  series: [{ key: '', total: point(0, 180), points: [point(0, 100, 5), point(30, 50, 7), point(40, 30, 9)] }],
};
const points = traffic.series[0]?.points ?? [];

test('a complete step without traffic is a rate of zero but a gap in latency; an incomplete one is a gap in both', () => {
  const timeline = timelineOf(traffic);
  expect(timeline.times).toHaveLength(6);
  expect(rateColumn(traffic, timeline, points, ({ requests }) => requests)).toEqual([10, 0, 0, 5, 3, null]);
  expect(columnOf(traffic, timeline, points, ({ p50Millis }) => p50Millis, null)).toEqual([5, null, null, 7, 9, null]);
});

test('what visitors did not notice has a line for each way of saving them', () => {
  const { saved } = totalsPicture(traffic);
  expect(saved.map(({ label }) => label)).toEqual(['retried', 'resumed']);
  expect(saved.map(({ values }) => values[0])).toEqual([1, 0.1]);
});

test('the rate of now counts complete steps only', () => {
  expect(currentRate(traffic, '', 40)).toBe((100 + 50) / 40);
  expect(currentRate(traffic, 'another', 40)).toBe(0);
  expect(currentRate(traffic, '', 60)).toBeUndefined();
});

test('windows are aligned to their step', () => {
  const { from, to } = windowOf(rangeOf('6h'), start + 12_345);
  expect(to).toBe(start + 60_000);
  expect(to - from).toBe(6 * 3_600_000);
  expect(rangeOf('nonsense').key).toBe('15m');
});

test('the scale ends a little above the highest value', () => {
  expect([null, 0, 0.4, 97, 101, 1000].map(niceTop)).toEqual([1, 1, 0.5, 150, 150, 1500]);
});
