import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isAtOrBelow, type Json, nearest } from '../../lib/pointer';
import { document } from '../../test/samples';
import { placeProblems, places } from './places';
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
      problem('/pools/0/servers/0/gravity'),
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
  expect(at.get('/pools/0/servers')).toBe('wrong (/pools/0/servers/0/gravity)');
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

/** Of the control plane's own tests: in it everything is said that can be said. */
const everything = JSON.parse(readFileSync('../../test/resources/nova/nodes/everything.json', 'utf8')) as Json;

function leaves(value: Json, pointer = ''): string[] {
  if (typeof value !== 'object' || value === null) return [pointer];
  const below = Object.entries(value).flatMap(([key, each]) => leaves(each, `${pointer}/${key}`));
  return below.length > 0 ? below : [pointer];
}

test('everything a document can say has a field of its own, but for what is done on the page of servers', () => {
  const known = places(everything);
  // one field stands for a whole list of words, numbers or ranges
  const lists =
    /\/(nodeIds|hosts|methods|values|serverNames|statuses|expectedStatuses|downStatuses|servers)(\/\d+(\/(from|to))?)?$/;
  const homeless = leaves(everything)
    .filter((pointer) => !/\/servers\/\d+\/(drain|maintenance)/.test(pointer))
    // always written by the control plane, and meant for checks by HTTP only
    .filter((pointer) => !/^\/pools\/1\/healthCheck\/(path|statusFrom|statusTo)$/.test(pointer))
    .filter((pointer) => {
      const place = nearest(pointer, known) ?? '';
      return place !== pointer && !(lists.test(pointer) && lists.test(place) && isAtOrBelow(pointer, place));
    });
  expect(homeless).toEqual([]);
  expect(validate(everything)).toEqual([]);
});

test('a problem deep in a part that is not there stands at the part', () => {
  const { at } = placeProblems(
    [problem('/pools/0/stickiness/cookieName'), problem('/listeners/0/tls'), problem('/routes/0/redirect/location')],
    draft(),
  );
  expect([...at.keys()]).toEqual(['/pools/0/stickiness', '/listeners', '/routes/0']);
});
