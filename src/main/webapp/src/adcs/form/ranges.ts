import type { Json } from '../../lib/pointer';
import { getAt } from '../../lib/pointer';

/** `200-204, 301` to ranges. What is no number stays text, so that the control plane can say so. */
export function parseRanges(text: string): Json[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [from = '', to = from] = part.split(/[-–]/).map((side) => side.trim());
      return { from: numberOr(from), to: numberOr(to) };
    });
}

export function showRanges(ranges: Json[]): string {
  return ranges
    .map((range) => {
      const [from, to] = [text(getAt(range, '/from')), text(getAt(range, '/to'))];
      return from === to ? from : `${from}-${to}`;
    })
    .join(', ');
}

export function parseNumbers(text: string): Json[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(numberOr);
}

const numberOr = (text: string): Json => (/^\d+$/.test(text) ? Number(text) : text);
const text = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));
