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
    state: 'online',
    enrolledAt: '2026-01-01T00:00:00Z',
    config: { desired: 2, sent: 2, acknowledged: 2, applied: 2, state: 'current', problems: [] },
    servers: [
      { adcId, pool: 'web', server: 'a', state: health, cause: health === 'unhealthy' ? 'refused' : undefined },
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

test('all well means no issue', () => {
  expect(issuesOf('o', [node('n1')], [adc(1)])).toEqual([]);
});
