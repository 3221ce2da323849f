import type { InputProblem } from '../../api/problem';
import { getAt, type Json, nearest } from '../../lib/pointer';
import { checkMore, checkSettings, jsonAssertion } from './healthSettings';
import * as groups from './settings';
import type { Group } from './settings';

const conditionKeys = ['name', 'values', 'negated'];
const changeKeys = ['action', 'name', 'value'];

/** Every place at which the form for this draft can show a problem: fields, and the sections around them. */
export function places(draft: Json): Set<string> {
  const known = new Set(['/name', '/nodeIds', '/listeners', '/routes', '/pools', '/errorPages', '/limits']);
  const add = (base: string, keys: readonly string[]) => keys.forEach((key) => known.add(`${base}/${key}`));
  const group = (base: string, settings: Group) => {
    known.add(base);
    add(base, Object.keys(settings));
  };
  const each = (pointer: string, visit: (place: string, item: Json) => void) => {
    const items = getAt(draft, pointer);
    known.add(pointer);
    if (Array.isArray(items)) items.forEach((item, index) => visit(`${pointer}/${index}`, item));
  };
  const isThere = (pointer: string) => getAt(draft, pointer) !== undefined;
  const conditions = (base: string) => {
    each(`${base}/headers`, (place) => add(place, conditionKeys));
    each(`${base}/cookies`, (place) => add(place, conditionKeys));
  };

  group('/limits', groups.limits);
  each('/errorPages', (place) => group(place, groups.errorPage));
  each('/listeners', (place, listener) => {
    add(place, ['address', 'port', 'protocol', ...Object.keys(groups.listenerMore)]);
    if (getAt(listener, '/protocol') === 'https') {
      add(place, ['tls', 'tls/onlyTls13']);
      each(`${place}/tls/certificates`, (files) => add(files, Object.keys(groups.certificateFiles)));
    }
    if (getAt(listener, '/protocol') === 'tcp')
      each(`${place}/tcpRoutes`, (route) => add(route, ['name', 'serverNames', 'pool']));
  });
  each('/routes', (place, route) => {
    known.add(place);
    const path = ['pathExact', 'pathTemplate'].find((key) => getAt(route, `/${key}`) !== undefined) ?? 'pathPrefix';
    add(place, ['name', path, 'hosts', 'methods']);
    conditions(place);
    if (isThere(`${place}/redirect`)) {
      add(place, ['redirect', 'redirect/location', 'redirect/status']);
    } else {
      add(place, ['pool', 'rewrite', 'rewrite/path', 'rewrite/host']);
      each(`${place}/rewrite/requestHeaders`, (change) => add(change, changeKeys));
      each(`${place}/rewrite/responseHeaders`, (change) => add(change, changeKeys));
      group(`${place}/retry`, groups.retry);
    }
  });
  each('/pools', (place) => {
    known.add(place);
    add(place, ['name', 'algorithm', 'healthCheck', ...Object.keys(groups.poolTraffic)]);
    if (isThere(`${place}/hashKey`)) add(place, ['hashKey/source', 'hashKey/name', 'hashKey/boundPercent']);
    each(`${place}/servers`, (server) => add(server, ['name', 'host', 'port', 'weight', 'zone', 'backup']));
    if (isThere(`${place}/healthCheck`)) check(`${place}/healthCheck`);
    for (const key of ['passiveHealth', 'retry', 'resume', 'circuitBreaker', 'serverProtocol', 'timeouts'] as const)
      group(`${place}/${key}`, groups[key]);
    add(place, ['stickiness', 'tls']);
    if (isThere(`${place}/stickiness`)) group(`${place}/stickiness`, groups.stickiness);
    if (isThere(`${place}/tls`)) {
      group(`${place}/tls`, groups.serverTls);
      known.add(`${place}/tls/clientCertificate`);
      if (isThere(`${place}/tls/clientCertificate`)) group(`${place}/tls/clientCertificate`, groups.certificateFiles);
    }
    each(`${place}/stages`, (stage) => {
      add(stage, ['name', 'servers', 'sharePercent']);
      conditions(stage);
    });
  });

  function check(place: string) {
    const kind = getAt(draft, `${place}/kind`) ?? 'http';
    add(place, ['kind', ...Object.keys(checkSettings(kind)), ...Object.keys(checkMore(kind))]);
    if (kind !== 'http') return;
    group(`${place}/json`, jsonAssertion);
    each(`${place}/headers`, (header) => add(header, ['name', 'value']));
  }
  return known;
}

export interface Placed {
  at: ReadonlyMap<string, string>;
  /** Those for which the form has no place at all. */
  general: InputProblem[];
}

/** Puts each problem at its field or, where the form has none, at the closest section around it. None is lost. */
export function placeProblems(problems: readonly InputProblem[], draft: Json): Placed {
  const known = places(draft);
  const at = new Map<string, string>();
  const general: InputProblem[] = [];
  for (const problem of problems) {
    const place = nearest(problem.pointer, known);
    if (place === undefined) {
      general.push(problem);
      continue;
    }
    const message = place === problem.pointer ? problem.message : `${problem.message} (${problem.pointer})`;
    const before = at.get(place);
    if (before === undefined) at.set(place, message);
    else if (!before.includes(message)) at.set(place, `${before} ${message}`);
  }
  return { at, general };
}
