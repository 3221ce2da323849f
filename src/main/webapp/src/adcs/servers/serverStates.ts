import type { Schemas } from '../../api/client';
import type { Tone } from '../../components/State';
import { plural } from '../../lib/format';

export type ServerState = Schemas['ServerState'];

/** One word and one colour for a server: what it is there for comes before how it is. */
export function stateOf(server: ServerState): { tone: Tone; label: string } {
  if (server.service === 'maintenance') return { tone: 'quiet', label: 'maintenance' };
  if (server.service === 'drained') return { tone: 'quiet', label: 'drained' };
  if (server.service === 'draining') return { tone: 'warn', label: 'draining' };
  if (server.health === 'unhealthy') return { tone: 'bad', label: server.passive ? 'set aside' : 'unhealthy' };
  if (server.health === 'mixed')
    return { tone: 'warn', label: `unhealthy for ${server.nodes.unhealthy} of ${plural(server.nodes.online, 'node')}` };
  return server.health === 'healthy' ? { tone: 'ok', label: 'healthy' } : { tone: 'quiet', label: 'not checked' };
}

/** Seconds until what is left is cut off; undefined when it never is. */
export function secondsLeft(server: ServerState, now: number): number | undefined {
  const forceAt = server.drain?.forceAt;
  return forceAt === undefined ? undefined : Math.max(0, Math.ceil((Date.parse(forceAt) - now) / 1000));
}

/** `4:05`, or `1:02:05` from an hour on. */
export function countdown(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** The pools in the order of the document, each with its servers. */
export function byPool(servers: readonly ServerState[]): [string, ServerState[]][] {
  const pools = new Map<string, ServerState[]>();
  for (const server of servers) pools.set(server.pool, [...(pools.get(server.pool) ?? []), server]);
  return [...pools];
}
