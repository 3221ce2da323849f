import type { Schemas } from '../api/client';

/** Text all the way: an amount never becomes a floating-point number. */
export function formatMoney({ amount, currency = 'USD' }: Schemas['Money']): string {
  const [whole = '0', fraction] = amount.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const text = fraction === undefined ? grouped : `${grouped}.${fraction.padEnd(2, '0')}`;
  return currency === 'USD' ? `$${text}` : `${text} ${currency}`;
}

/** What somebody typed as an amount, or undefined for nothing. */
export function typedMoney(text: string): Schemas['Money'] | undefined {
  const amount = text.trim().replace(/^\$/, '').replaceAll(',', '');
  return amount === '' ? undefined : { amount, currency: 'USD' };
}
