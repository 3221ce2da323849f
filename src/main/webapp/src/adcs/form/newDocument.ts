import type { Json } from '../../lib/pointer';
import type { AdcDocument } from './useAdcForm';

export function newPool(name: string): Json {
  return { name, servers: [{ host: '', port: '' }], healthCheck: { path: '/' } };
}

/** Where a new ADC starts: one listener, one pool, one server to fill in. */
export function newDocument(): AdcDocument {
  const draft: Json = { name: '', listeners: [{ port: 8080 }], pools: [newPool('default')] };
  return draft as unknown as AdcDocument;
}
