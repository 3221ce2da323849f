import { expect, test } from 'vitest';
import { getAt, nearest, parsePointer, setAt, toPointer } from './pointer';

const document = { name: 'a', unknown: { 'a/b': [1, { x: 2 }] }, list: [1, 2, 3] };

test('a pointer is read and written back with its escapes', () => {
  expect(parsePointer('/unknown/a~1b/1/~0')).toEqual(['unknown', 'a/b', '1', '~']);
  expect(toPointer(['unknown', 'a/b', 1, '~'])).toBe('/unknown/a~1b/1/~0');
  expect(getAt(document, '/unknown/a~1b/1/x')).toBe(2);
  expect(getAt(document, '/none/at/all')).toBeUndefined();
});

test('setting one place leaves everything else as it was, the original too', () => {
  const changed = setAt(document, '/unknown/a~1b/1/y', 3);
  expect(changed).toEqual({ ...document, unknown: { 'a/b': [1, { x: 2, y: 3 }] } });
  expect(document.unknown['a/b'][1]).toEqual({ x: 2 });
  expect(setAt(document, '/list/1', undefined)).toEqual({ ...document, list: [1, 3] });
  expect(setAt(document, '/name', undefined)).not.toHaveProperty('name');
});

test('the nearest known place is the longest one', () => {
  const known = new Set(['/pools', '/pools/0/servers']);
  expect(nearest('/pools/0/servers/3/port', known)).toBe('/pools/0/servers');
  expect(nearest('/poolside', known)).toBeUndefined();
});
