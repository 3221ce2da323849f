import { getAt } from '../../lib/pointer';
import { useList } from './formContext';

export function usePoolNames(): string[] {
  return useList('/pools')
    .items.map((pool) => getAt(pool, '/name'))
    .filter((name) => typeof name === 'string');
}
