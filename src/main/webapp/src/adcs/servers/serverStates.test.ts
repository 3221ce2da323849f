import { expect, test } from 'vitest';
import { countdown, secondsLeft, type ServerState, stateOf } from './serverStates';

const server = (more: Partial<ServerState> = {}): ServerState => ({
  pool: 'web',
  name: 'a',
  host: '10.0.0.1',
  port: 80,
  weight: 1,
  backup: false,
  service: 'serving',
  health: 'healthy',
  passive: false,
  inFlight: 0,
  nodes: { all: 3, online: 3, current: 3, healthy: 3, unhealthy: 0, unknown: 0 },
  seenBy: [],
  ...more,
});

test('what a server is there for comes before how it is', () => {
  expect(stateOf(server()).label).toBe('healthy');
  expect(stateOf(server({ health: 'unhealthy', service: 'draining' })).label).toBe('draining');
  expect(stateOf(server({ health: 'unhealthy', passive: true }))).toEqual({ tone: 'bad', label: 'set aside' });
  const nodes = { all: 3, online: 3, current: 3, healthy: 2, unhealthy: 1, unknown: 0 };
  expect(stateOf(server({ health: 'mixed', nodes })).label).toBe('unhealthy for 1 of 3 nodes');
});

test('a deadline is counted down and never below zero', () => {
  const drain = { forceAt: '2026-11-25T12:00:00Z' };
  const noon = Date.parse(drain.forceAt);
  expect(secondsLeft(server({ drain }), noon - 65_400)).toBe(66);
  expect(secondsLeft(server({ drain }), noon + 5_000)).toBe(0);
  expect(secondsLeft(server({ drain: {} }), noon)).toBeUndefined();
  expect([5, 66, 3_725].map(countdown)).toEqual(['0:05', '1:06', '1:02:05']);
});
