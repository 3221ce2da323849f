import type { Schemas } from '../api/client';

type Traffic = Schemas['Traffic'];
type Point = Schemas['TrafficPoint'];

export type Column = (number | null)[];

export interface Timeline {
  /** Start of each step, epoch seconds. */
  times: number[];
  /** Epoch seconds; from here on nodes may still be reporting. */
  completeUntil: number;
}

const seconds = (instant: string) => Date.parse(instant) / 1000;

export function timelineOf(traffic: Traffic): Timeline {
  const { stepSeconds } = traffic;
  const start = Math.ceil(seconds(traffic.from) / stepSeconds) * stepSeconds;
  const end = seconds(traffic.to);
  const times: number[] = [];
  for (let time = start; time < end; time += stepSeconds) times.push(time);
  return { times, completeUntil: seconds(traffic.completeUntil) };
}

/**
 * One value per step. A step that is missing from the answer had no traffic: `absent` says what that means (0 for a
 * rate, a gap for a latency). A missing step that is not complete yet is a gap in any case: nobody knows.
 */
export function columnOf(
  traffic: Traffic,
  timeline: Timeline,
  points: readonly Point[],
  value: (point: Point) => number | undefined,
  absent: 0 | null,
): Column {
  const byTime = new Map(points.map((point) => [seconds(point.at), point]));
  return timeline.times.map((time) => {
    const point = byTime.get(time);
    if (point) return value(point) ?? null;
    return time + traffic.stepSeconds <= timeline.completeUntil ? absent : null;
  });
}

export function rateColumn(
  traffic: Traffic,
  timeline: Timeline,
  points: readonly Point[],
  count: (point: Point) => number,
): Column {
  return columnOf(traffic, timeline, points, (point) => count(point) / traffic.stepSeconds, 0);
}

/** Requests per second over the last complete minute or so; undefined when nothing is complete yet. */
export function currentRate(traffic: Traffic, key: string, overSeconds = 60): number | undefined {
  const until = Math.floor(seconds(traffic.completeUntil) / traffic.stepSeconds) * traffic.stepSeconds;
  const since = until - overSeconds;
  if (since < seconds(traffic.from)) return undefined;
  const points = traffic.series.find((series) => series.key === key)?.points ?? [];
  const requests = points
    .filter((point) => seconds(point.at) >= since && seconds(point.at) + traffic.stepSeconds <= until)
    .reduce((sum, point) => sum + point.requests, 0);
  return requests / overSeconds;
}
