import { expect, test } from 'vitest';
import { invoiceMonth } from './invoiceStates';

test('an invoice is named after its month of UTC, wherever the reader is', () => {
  expect(invoiceMonth('2031-01-30T10:00:00Z')).toBe('January 2031');
  expect(invoiceMonth('2031-02-01T00:00:00Z')).toBe('February 2031');
});
