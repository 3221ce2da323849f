import { expect, test } from 'vitest';
import { parseNumbers, parseRanges, showRanges } from './ranges';

test('ranges are written as people write them, and come back so', () => {
  const ranges = parseRanges('200-204, 301 , 5xx');
  expect(ranges).toEqual([
    { from: 200, to: 204 },
    { from: 301, to: 301 },
    { from: '5xx', to: '5xx' },
  ]);
  expect(showRanges(ranges)).toBe('200-204, 301, 5xx');
});

test('what is no number is kept for the control plane to refuse', () => {
  expect(parseNumbers('500, soon,')).toEqual([500, 'soon']);
});
