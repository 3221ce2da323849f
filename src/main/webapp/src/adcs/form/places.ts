import type { InputProblem } from '../../api/problem';
import { getAt, type Json, nearest } from '../../lib/pointer';
import { healthCheckBounds, limitBounds, timeoutBounds } from './bounds';

/** Every place at which the form for this draft can show a problem: fields, and the sections around them. */
export function places(draft: Json): Set<string> {
  const known = new Set(['/name', '/nodeIds', '/listeners', '/routes', '/pools', '/limits']);
  const add = (base: string, keys: readonly string[]) => keys.forEach((key) => known.add(`${base}/${key}`));
  const each = (pointer: string, visit: (place: string, item: Json) => void) => {
    const items = getAt(draft, pointer);
    if (Array.isArray(items)) items.forEach((item, index) => visit(`${pointer}/${index}`, item));
  };
  add('/limits', Object.keys(limitBounds));
  each('/listeners', (place) => add(place, ['address', 'port', 'protocol']));
  each('/routes', (place) => add(place, ['name', 'pathPrefix', 'pool']));
  each('/pools', (place, pool) => {
    known.add(place);
    add(place, ['name', 'algorithm', 'servers', 'healthCheck', 'timeouts']);
    each(`${place}/servers`, (server) => add(server, ['name', 'host', 'port']));
    if (getAt(pool, '/healthCheck') !== undefined)
      add(`${place}/healthCheck`, ['path', 'host', ...Object.keys(healthCheckBounds)]);
    add(`${place}/timeouts`, Object.keys(timeoutBounds));
  });
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
