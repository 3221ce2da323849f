import { expect, test } from 'vitest';
import { formatMoney, typedMoney } from './money';

test('money is shown to the digit that was sent', () => {
  expect(formatMoney({ amount: '1234567.80', currency: 'USD' })).toBe('$1,234,567.80');
  expect(formatMoney({ amount: '0.13', currency: 'USD' })).toBe('$0.13');
  expect(formatMoney({ amount: '12.5', currency: 'USD' })).toBe('$12.50');
  expect(formatMoney({ amount: '93.60', currency: 'EUR' })).toBe('93.60 EUR');
});

test('what is typed goes out as text', () => {
  expect(typedMoney(' $1,200.50 ')).toEqual({ amount: '1200.50', currency: 'USD' });
  expect(typedMoney('  ')).toBeUndefined();
});
