import { expect, test } from 'vitest';
import type { Json } from '../lib/pointer';
import { document } from '../test/samples';
import { differences } from './documentChanges';

test('items belong together by name, so taking one out is one change', () => {
  const after = document();
  after.pools[0]?.servers.shift();
  Object.assign(after.pools[1] ?? {}, { healthCheck: { path: '/live' } });
  expect(differences(document() as unknown as Json, after as unknown as Json)).toEqual([
    { where: 'Pool web › server a', before: 'name: a, host: 10.0.0.1, port: 80', after: undefined },
    { where: 'Pool api › health check › path', before: '/ready', after: '/live' },
  ]);
});

test('another order of routes is a change', () => {
  const after = document();
  after.routes?.reverse();
  expect(differences(document() as unknown as Json, after as unknown as Json)).toEqual([
    { where: 'routes › order', before: 'api, default', after: 'default, api' },
  ]);
});
