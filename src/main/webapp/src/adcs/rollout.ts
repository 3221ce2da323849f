import type { Schemas } from '../api/client';
import type { Tone } from '../components/State';
import { plural } from '../lib/format';

export function rolloutTone({ nodes, applied, refused, held }: Schemas['Adc']['rollout']): Tone {
  if (refused > 0 || held > 0) return 'bad';
  if (nodes === 0) return 'quiet';
  return applied < nodes ? 'warn' : 'ok';
}

export function rolloutText({ nodes, applied, refused, held }: Schemas['Adc']['rollout']): string {
  if (nodes === 0) return 'no nodes yet';
  const served = applied === nodes ? `on ${plural(nodes, 'node')}` : `on ${applied} of ${plural(nodes, 'node')}`;
  const words = [served];
  if (refused > 0) words.push(`${refused} refused`);
  if (held > 0) words.push(`${plural(held, 'agent')} too old`);
  return words.join(', ');
}

export function listenerText({ address = '0.0.0.0', port }: Schemas['Listener']): string {
  const host = address.includes(':') ? `[${address}]` : address;
  return address === '0.0.0.0' ? `:${port}` : `${host}:${port}`;
}
