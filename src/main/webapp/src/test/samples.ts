import type { Schemas } from '../api/client';

export const organisation = '11111111-1111-4111-8111-111111111111';
export const adcId = '22222222-2222-4222-8222-222222222222';

export const session = {
  person: { id: 'p', email: 'mara@lark.example' },
  organisations: [{ id: organisation, name: 'Larkfield', role: 'owner', createdAt: '2026-01-01T00:00:00Z' }],
  csrfToken: 'csrf-1',
  expiresAt: '2030-01-01T00:00:00Z',
};

export function document(): Schemas['AdcDocument'] {
  return {
    name: 'shop',
    listeners: [{ port: 8080 }],
    routes: [
      { name: 'api', pathPrefix: '/api/', pool: 'api' },
      { name: 'default', pool: 'web' },
    ],
    pools: [
      {
        name: 'web',
        servers: [
          { name: 'a', host: '10.0.0.1', port: 80 },
          { host: '10.0.0.2', port: 80 },
        ],
      },
      { name: 'api', servers: [{ host: 'api.internal', port: 9000 }], healthCheck: { path: '/ready' } },
    ],
  };
}

export function adc(version: number, changed: Partial<Schemas['AdcDocument']> = {}): Schemas['Adc'] {
  return {
    id: adcId,
    version,
    createdAt: '2026-01-01T00:00:00Z',
    changedAt: '2026-01-02T00:00:00Z',
    document: { ...document(), ...changed },
    rollout: { nodes: 1, applied: 1, refused: 0, held: 0 },
  };
}
