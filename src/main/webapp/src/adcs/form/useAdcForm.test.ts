import { expect, test } from 'vitest';
import type { Json } from '../../lib/pointer';
import { document } from '../../test/samples';
import { placeProblems } from './places';
import { initial, reduce } from './useAdcForm';
import { validate } from './validate';

const draft = () => document() as unknown as Json;
const problem = (pointer: string, message = 'wrong') => ({ pointer, code: 'x', message });

test('every problem finds its field, or the closest place around it, or is told in general', () => {
  const { at, general } = placeProblems(
    [
      problem('/pools/0/servers/1/port'),
      problem('/pools/1/healthCheck/path'),
      problem('/pools/0/healthCheck/path'),
      problem('/pools/0/servers/0/weight'),
      problem('/future/thing'),
    ],
    draft(),
  );
  expect([...at.keys()]).toEqual([
    '/pools/0/servers/1/port',
    '/pools/1/healthCheck/path',
    '/pools/0/healthCheck',
    '/pools/0/servers',
  ]);
  expect(at.get('/pools/0/servers')).toBe('wrong (/pools/0/servers/0/weight)');
  expect(general.map(({ pointer }) => pointer)).toEqual(['/future/thing']);
});

test('changing a field takes away its problem only', () => {
  const refused = reduce(initial(draft()), {
    kind: 'refused',
    problems: [problem('/pools/0/servers/0/port'), problem('/pools/0/servers/1/port')],
  });
  const changed = reduce(refused, { kind: 'set', pointer: '/pools/0/servers/0/port', value: 81 });
  expect(changed.refused.map(({ pointer }) => pointer)).toEqual(['/pools/0/servers/1/port']);
  const removed = reduce(refused, { kind: 'set', pointer: '/pools/0/servers/0', value: undefined });
  expect(removed.refused).toEqual([]);
});

test('a sound document has nothing wrong, and all that is wrong is told at once', () => {
  expect(validate(draft())).toEqual([]);
  const wrong = validate({
    name: ' ',
    listeners: [{ port: 80 }, { port: 80 }, { address: 'localhost', port: 70000 }],
    routes: [{ name: 'r', pathPrefix: 'x', pool: 'none' }],
    pools: [
      {
        name: 'p',
        servers: [{ host: 'http://a', port: '' }],
        healthCheck: { statusFrom: 400 },
        timeouts: { connectMillis: 1 },
      },
    ],
    limits: { maxHeaders: 1 },
  });
  expect(wrong.map(({ pointer }) => pointer).sort()).toEqual([
    '/limits/maxHeaders',
    '/listeners/1/port',
    '/listeners/2/address',
    '/listeners/2/port',
    '/name',
    '/pools/0/healthCheck/statusTo',
    '/pools/0/servers/0/host',
    '/pools/0/servers/0/port',
    '/pools/0/timeouts/connectMillis',
    '/routes/0/pathPrefix',
    '/routes/0/pool',
  ]);
});
