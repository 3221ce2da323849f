import type { Schemas } from '../api/client';
import type { Tone } from '../components/State';

type Status = Schemas['Invoice']['status'];

export const invoiceTones: Record<Status, Tone> = {
  draft: 'quiet',
  open: 'bad',
  paid: 'ok',
  uncollectible: 'bad',
  void: 'quiet',
};

export const invoiceLabels: Record<Status, string> = {
  draft: 'being made',
  open: 'open',
  paid: 'paid',
  uncollectible: 'not collected',
  void: 'taken back',
};

/** "January 2031": the month of UTC an invoice is for. */
export function invoiceMonth(from: string): string {
  return new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(from));
}
