import { expect, test } from 'vitest';
import type { Schemas } from '../api/client';
import { adc, adcId } from '../test/samples';
import { issuesOf } from './issues';

type Node = Schemas['Node'];

function node(name: string, more: Partial<Node> = {}, health: Schemas['ServerHealth']['state'] = 'healthy'): Node {
  return {
    id: name,
    name,
    hostname: name,
    zone: '',
    state: 'online',
    enrolledAt: '2026-01-01T00:00:00Z',
    config: { desired: 2, sent: 2, acknowledged: 2, applied: 2, state: 'current', problems: [] },
    servers: [
      {
        adcId,
        pool: 'web',
        server: 'a',
        state: health,
        cause: health === 'unhealthy' ? 'refused' : undefined,
        inFlight: 0,
        passive: false,
      },
    ],
    ...more,
  };
}

test('one server is one line however many nodes see it, and offline nodes have no say', () => {
  const nodes = [node('n1', {}, 'unhealthy'), node('n2'), node('n3', { state: 'offline' }, 'unhealthy')];
  expect(issuesOf('o', nodes, [adc(1)]).map(({ text }) => text)).toEqual([
    'n3 is offline',
    'Server a of shop is unhealthy for 1 of 2 nodes',
  ]);
});

test('a node whose agent is too old for its configuration is told of, and why', () => {
  const problems = [{ pointer: '', code: 'agent-too-old', message: 'Update the agent.' }];
  const config = { desired: 3, sent: 2, acknowledged: 2, applied: 2, state: 'held' as const, problems };
  expect(issuesOf('o', [node('n1', { config })], [adc(1)])).toMatchObject([
    { text: 'n1 needs a newer agent for configuration 3', detail: 'Update the agent.' },
  ]);
});

test('all well means no issue', () => {
  expect(issuesOf('o', [node('n1')], [adc(1)])).toEqual([]);
});
