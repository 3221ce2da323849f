import type { Schemas } from '../api/client';
import type { Tone } from '../components/State';

type Node = Schemas['Node'];
type ConfigState = Schemas['NodeConfigState']['state'];
type HealthState = Schemas['ServerHealth']['state'];

export const nodeTone: Record<Node['state'], Tone> = { online: 'ok', draining: 'warn', offline: 'bad' };

export const configTone: Record<ConfigState, Tone> = {
  current: 'ok',
  pending: 'warn',
  drifting: 'warn',
  refused: 'bad',
  held: 'bad',
};

export const configMeaning: Record<ConfigState, string> = {
  current: 'The node serves what it should serve.',
  pending: 'A new configuration is on its way.',
  drifting: 'The node serves an older configuration for longer than an apply takes. It is sent again by itself.',
  refused: 'The node refused the configuration and keeps serving the last good one.',
  held: 'The agent is too old for the configuration, which therefore is not sent. It serves what it served before.',
};

export const healthTone: Record<HealthState, Tone> = { healthy: 'ok', unhealthy: 'bad', unknown: 'quiet' };

export function nodeName(nodes: readonly Node[] | undefined, id: string): string {
  return nodes?.find((node) => node.id === id)?.name ?? id.slice(0, 8);
}
