export interface TrafficRange {
  key: string;
  label: string;
  seconds: number;
  stepSeconds: number;
}

const minute = 60;
const hour = 60 * minute;

/** The finest step the API allows is 10 s; long ranges take coarser ones so that a chart has a few hundred points. */
export const ranges: readonly [TrafficRange, ...TrafficRange[]] = [
  { key: '15m', label: '15 min', seconds: 15 * minute, stepSeconds: 10 },
  { key: '1h', label: '1 h', seconds: hour, stepSeconds: 10 },
  { key: '6h', label: '6 h', seconds: 6 * hour, stepSeconds: minute },
  { key: '24h', label: '24 h', seconds: 24 * hour, stepSeconds: 5 * minute },
  { key: '7d', label: '7 d', seconds: 7 * 24 * hour, stepSeconds: 30 * minute },
];

export function rangeOf(key: string | null): TrafficRange {
  return ranges.find((range) => range.key === key) ?? ranges[0];
}

/** Aligned to the step, so that buckets do not wander from one refresh to the next. */
export function windowOf(range: TrafficRange, now: number): { from: number; to: number } {
  const step = range.stepSeconds * 1000;
  const to = Math.ceil(now / step) * step;
  return { from: to - range.seconds * 1000, to };
}
