import { expect, test } from 'vitest';
import { safeReturnPath } from './returnPath';

test('a path on this origin is kept with its query', () => {
  expect(safeReturnPath('/o/1/nodes?range=1h#x')).toBe('/o/1/nodes?range=1h#x');
});

test.each([
  null,
  '',
  'o/1',
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '/\t/evil.example/',
  '/.//evil.example/',
  'javascript:alert(1)',
  '/sign-in?return=/sign-in',
  `/${'x'.repeat(2001)}`,
])('%j leads home instead', (candidate) => {
  expect(safeReturnPath(candidate)).toBe('/');
});
