const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

export const nothing = '–';

type Maybe = number | null | undefined;

export function formatCount(value: Maybe): string {
  if (value == null) return nothing;
  return Math.abs(value) < 100_000 ? whole.format(value) : compact.format(value);
}

export function formatExact(value: number): string {
  return whole.format(value);
}

/** Three significant digits: 0.25, 4.2, 1,340, 33.4K. */
export function formatRate(value: Maybe): string {
  if (value == null) return nothing;
  if (value === 0) return '0';
  if (value < 0.01) return '<0.01';
  if (value < 10) return value.toFixed(value < 1 ? 2 : 1);
  return value < 10_000 ? whole.format(value) : compact.format(value);
}

export function formatMillis(value: Maybe): string {
  if (value == null) return nothing;
  if (value === 0) return '0 ms';
  if (value < 1) return `${Math.round(value * 1000)} µs`;
  if (value < 10) return `${value.toFixed(1)} ms`;
  if (value < 1000) return `${Math.round(value)} ms`;
  if (value < 60_000) return `${(value / 1000).toFixed(2)} s`;
  return `${(value / 60_000).toFixed(1)} min`;
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

export function formatBytes(value: Maybe): string {
  if (value == null) return nothing;
  let size = value;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[unit] ?? ''}`;
}

export function formatPercent(part: number, total: number): string {
  if (total === 0) return nothing;
  const percent = (part / total) * 100;
  if (part > 0 && percent < 0.01) return '<0.01 %';
  return `${percent === 0 ? '0' : percent.toFixed(percent < 1 ? 2 : 1)} %`;
}

const steps: [limit: number, seconds: number, unit: string][] = [
  [90, 1, 's'],
  [90 * 60, 60, 'min'],
  [36 * 3600, 3600, 'h'],
  [Infinity, 86_400, 'd'],
];

export function formatDuration(seconds: number): string {
  const amount = Math.max(0, Math.round(seconds));
  const [, size, unit] = steps.find(([limit]) => amount < limit) ?? [0, 86_400, 'd'];
  return `${Math.round(amount / size)} ${unit}`;
}

export function formatRelative(instant: number, now: number): string {
  const seconds = (now - instant) / 1000;
  if (Math.abs(seconds) < 5) return 'just now';
  return seconds >= 0 ? `${formatDuration(seconds)} ago` : `in ${formatDuration(-seconds)}`;
}

/** How long something has lasted. */
export function formatAge(instant: number, now: number): string {
  const seconds = (now - instant) / 1000;
  return seconds < 5 ? 'a moment' : formatDuration(seconds);
}

const local = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

export function formatLocal(instant: number): string {
  return local.format(instant);
}

export function formatUtc(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
