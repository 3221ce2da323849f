import type { Schemas } from '../api/client';
import type { Tone } from '../components/State';

type Node = Schemas['Node'];
type Adc = Schemas['Adc'];

export interface Issue {
  key: string;
  tone: Tone;
  text: string;
  detail?: string;
  since?: string;
  to: string;
}

/** What an operator should know first, in plain words, worst first. */
export function issuesOf(organisation: string, nodes: readonly Node[], adcs: readonly Adc[]): Issue[] {
  const base = `/o/${organisation}`;
  return [
    ...refused(base, nodes),
    ...held(base, nodes),
    ...unhealthy(base, nodes, adcs),
    ...offline(base, nodes),
    ...drifting(base, nodes),
  ].sort((a, b) => weight[a.tone] - weight[b.tone]);
}

const weight: Record<Tone, number> = { bad: 0, warn: 1, quiet: 2, ok: 3 };

function offline(base: string, nodes: readonly Node[]): Issue[] {
  return nodes
    .filter(({ state }) => state === 'offline')
    .map((node) => ({
      key: `offline ${node.id}`,
      tone: 'bad',
      text: `${node.name} is offline`,
      detail: 'Nova does not hear from it. If the machine runs, it keeps serving its last configuration.',
      since: node.lastSeenAt,
      to: `${base}/nodes/${node.id}`,
    }));
}

function refused(base: string, nodes: readonly Node[]): Issue[] {
  return nodes
    .filter(({ config }) => config.state === 'refused')
    .map((node) => ({
      key: `refused ${node.id}`,
      tone: 'bad',
      text: `${node.name} refused configuration ${node.config.desired} and serves ${node.config.applied}`,
      detail: node.config.problems[0]?.message,
      since: node.config.changedAt,
      to: `${base}/nodes/${node.id}`,
    }));
}

function held(base: string, nodes: readonly Node[]): Issue[] {
  return nodes
    .filter(({ config }) => config.state === 'held')
    .map((node) => ({
      key: `held ${node.id}`,
      tone: 'bad',
      text: `${node.name} needs a newer agent for configuration ${node.config.desired}`,
      detail: node.config.problems[0]?.message,
      since: node.config.changedAt,
      to: `${base}/nodes/${node.id}`,
    }));
}

function drifting(base: string, nodes: readonly Node[]): Issue[] {
  return nodes
    .filter(({ config, state }) => config.state === 'drifting' && state !== 'offline')
    .map((node) => ({
      key: `drifting ${node.id}`,
      tone: 'warn',
      text: `${node.name} serves configuration ${node.config.applied} instead of ${node.config.desired}`,
      since: node.config.changedAt,
      to: `${base}/nodes/${node.id}`,
    }));
}

/** One line per server however many nodes see it, and whether all of them do. What an offline node last saw does not count. */
function unhealthy(base: string, nodes: readonly Node[], adcs: readonly Adc[]): Issue[] {
  const watching = nodes.filter(({ state }) => state !== 'offline');
  const seen = new Map<string, { health: Schemas['ServerHealth']; down: number; all: number }>();
  for (const health of watching.flatMap((node) => node.servers)) {
    const key = `${health.adcId} ${health.pool} ${health.server}`;
    const entry = seen.get(key) ?? { health, down: 0, all: 0 };
    entry.all++;
    if (health.state === 'unhealthy') {
      entry.down++;
      if (entry.health.state !== 'unhealthy') entry.health = health;
    }
    seen.set(key, entry);
  }
  return [...seen.entries()]
    .filter(([, { down }]) => down > 0)
    .map(([key, { health, down, all }]) => ({
      key: `unhealthy ${key}`,
      tone: down === all ? 'bad' : 'warn',
      text: `Server ${health.server} of ${adcName(adcs, health.adcId)} is unhealthy${down === all ? '' : ` for ${down} of ${all} nodes`}`,
      detail: health.cause,
      since: health.since,
      to: `${base}/adcs/${health.adcId}/traffic`,
    }));
}

function adcName(adcs: readonly Adc[], id: string): string {
  return adcs.find((adc) => adc.id === id)?.document.name ?? 'an ADC';
}
