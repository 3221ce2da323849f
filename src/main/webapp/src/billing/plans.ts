import type { Schemas } from '../api/client';

export const planTitle: Record<Schemas['Plan'], string> = {
  free: 'Free',
  pro: 'Pro',
  business: 'Business',
  'self-hosted': 'Self-hosted',
};
