import { expect, test } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatMillis,
  formatPercent,
  formatRate,
  formatAge,
  formatRelative,
  formatUtc,
  plural,
} from './format';

test('numbers keep to about three digits', () => {
  expect([0, 0.001, 0.25, 4.21, 340.4, 1340, 33400].map(formatRate)).toEqual([
    '0',
    '<0.01',
    '0.25',
    '4.2',
    '340',
    '1,340',
    '33.4K',
  ]);
  expect([999, 99_999, 1_234_567].map(formatCount)).toEqual(['999', '99,999', '1.23M']);
  expect([undefined, null].map(formatCount)).toEqual(['–', '–']);
});

test('durations choose their unit', () => {
  expect([0.34, 9.94, 12.3, 1200, 90_000].map(formatMillis)).toEqual([
    '340 µs',
    '9.9 ms',
    '12 ms',
    '1.20 s',
    '1.5 min',
  ]);
});

test('sizes, shares and plurals', () => {
  expect([0, 1023, 1536, 101 * 1024 * 1024].map(formatBytes)).toEqual(['0 B', '1023 B', '1.5 KiB', '101 MiB']);
  expect(formatPercent(1, 3)).toBe('33.3 %');
  expect(formatPercent(1, 1_000_000)).toBe('<0.01 %');
  expect(formatPercent(0, 0)).toBe('–');
  expect([plural(1, 'node'), plural(2, 'node')]).toEqual(['1 node', '2 nodes']);
});

test('times are relative to now, and exact in UTC', () => {
  const now = Date.UTC(2026, 0, 2, 3, 4, 5);
  expect(formatRelative(now - 2_000, now)).toBe('just now');
  expect(formatRelative(now - 42_000, now)).toBe('42 s ago');
  expect(formatRelative(now - 7_200_000, now)).toBe('2 h ago');
  expect(formatAge(now - 2_000, now)).toBe('a moment');
  expect(formatAge(now - 7_200_000, now)).toBe('2 h');
  expect(formatRelative(now + 3 * 86_400_000, now)).toBe('in 3 d');
  expect(formatUtc(now)).toBe('2026-01-02 03:04:05 UTC');
});
