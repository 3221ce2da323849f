import type { InputProblem } from '../../api/problem';
import { getAt, type Json } from '../../lib/pointer';
import { checkMore, checkSettings } from './healthSettings';
import * as groups from './settings';
import type { Group } from './settings';

const port = { min: 1, max: 65_535 };
const weight = { min: 0, max: 256 };

interface Bound {
  min: number;
  max: number;
}

type Report = (pointer: string, code: string, message: string) => void;

/**
 * What can be told without asking. The control plane has the last word; this only spares a round trip. Works on the
 * draft, in which anything may still be missing.
 */
export function validate(draft: Json): InputProblem[] {
  const problems: InputProblem[] = [];
  const report: Report = (pointer, code, message) => problems.push({ pointer, code, message });
  const at = (pointer: string) => getAt(draft, pointer);

  name(at('/name'), '/name', report);
  listeners(list(at('/listeners')), report);
  const pools = list(at('/pools'));
  if (pools.length === 0) report('/pools', 'required', 'An ADC needs at least one pool.');
  unique(pools, 'name', '/pools', 'Another pool has this name.', report);
  pools.forEach((pool, index) => checkPool(pool, `/pools/${index}`, report));
  routes(at('/routes'), pools, report);
  bounds(at('/limits'), '/limits', groups.limits, report);
  list(at('/errorPages')).forEach((page, index) => bounds(page, `/errorPages/${index}`, groups.errorPage, report));
  if (Array.isArray(at('/nodeIds')) && list(at('/nodeIds')).length === 0)
    report('/nodeIds', 'required', 'Choose at least one node, or all.');
  return problems;
}

function listeners(items: Json[], report: Report) {
  if (items.length === 0) report('/listeners', 'required', 'An ADC needs at least one listener.');
  const seen = new Set<string>();
  items.forEach((listener, index) => {
    const pointer = `/listeners/${index}`;
    required(listener, pointer, 'port', port, report);
    const address = text(getAt(listener, '/address'));
    if (address !== '' && !isIpLiteral(address))
      report(`${pointer}/address`, 'not-an-ip-address', 'An IP address, such as 0.0.0.0 or ::');
    const key = `${address || '0.0.0.0'} ${JSON.stringify(getAt(listener, '/port'))}`;
    if (seen.has(key)) report(`${pointer}/port`, 'duplicate', 'Another listener has this address and port.');
    seen.add(key);
  });
}

function checkPool(pool: Json, pointer: string, report: Report) {
  name(getAt(pool, '/name'), `${pointer}/name`, report);
  const servers = list(getAt(pool, '/servers'));
  if (servers.length === 0) report(`${pointer}/servers`, 'required', 'A pool needs at least one server.');
  unique(servers, 'name', `${pointer}/servers`, 'Another server of this pool has this name.', report);
  servers.forEach((server, index) => {
    const place = `${pointer}/servers/${index}`;
    host(text(getAt(server, '/host')), `${place}/host`, report);
    required(server, place, 'port', port, report);
    const given = getAt(server, '/weight');
    if (given !== undefined) range(given, `${place}/weight`, weight, report);
  });
  const check = getAt(pool, '/healthCheck');
  const kind = getAt(check, '/kind');
  bounds(check, `${pointer}/healthCheck`, { ...checkSettings(kind), ...checkMore(kind) }, report);
  const path = getAt(check, '/path');
  if (typeof path === 'string' && !path.startsWith('/'))
    report(`${pointer}/healthCheck/path`, 'malformed', 'A path starts with /.');
  const from = Number(getAt(check, '/statusFrom') ?? 200);
  const to = Number(getAt(check, '/statusTo') ?? 399);
  if (check !== undefined && from > to)
    report(`${pointer}/healthCheck/statusTo`, 'out-of-range', `Not below “status from” (${from}).`);
  bounds(pool, pointer, groups.poolTraffic, report);
  for (const key of ['passiveHealth', 'retry', 'resume', 'circuitBreaker', 'serverProtocol', 'timeouts'] as const)
    bounds(getAt(pool, `/${key}`), `${pointer}/${key}`, groups[key], report);
  bounds(getAt(pool, '/stickiness'), `${pointer}/stickiness`, groups.stickiness, report);
}

function routes(value: Json, pools: Json[], report: Report) {
  const items = list(value);
  const names = new Set(pools.map((pool) => getAt(pool, '/name')));
  unique(items, 'name', '/routes', 'Another route has this name.', report);
  items.forEach((route, index) => {
    const pointer = `/routes/${index}`;
    name(getAt(route, '/name'), `${pointer}/name`, report);
    for (const key of ['pathPrefix', 'pathExact', 'pathTemplate']) {
      const path = getAt(route, `/${key}`);
      if (typeof path === 'string' && !path.startsWith('/'))
        report(`${pointer}/${key}`, 'malformed', 'A path starts with /.');
    }
    bounds(getAt(route, '/retry'), `${pointer}/retry`, groups.retry, report);
    if (getAt(route, '/redirect') !== undefined) return;
    if (!names.has(getAt(route, '/pool'))) report(`${pointer}/pool`, 'unknown', 'Choose one of the pools below.');
  });
}

function host(value: string, pointer: string, report: Report) {
  if (value === '') report(pointer, 'required', 'A host is needed.');
  else if (value.includes('://')) report(pointer, 'malformed', 'Only the host, without http://');
  else if (/[\s/]/.test(value)) report(pointer, 'malformed', 'A host has neither blanks nor slashes.');
  else if (value.length > 253) report(pointer, 'too-long', 'At most 253 characters.');
}

function name(value: Json, pointer: string, report: Report) {
  const trimmed = text(value);
  if (trimmed === '') report(pointer, 'required', 'A name is needed.');
  else if (trimmed.length > 80) report(pointer, 'too-long', 'At most 80 characters.');
}

function unique(items: Json[], key: string, pointer: string, message: string, report: Report) {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    const value = text(getAt(item, `/${key}`));
    if (value !== '' && seen.has(value)) report(`${pointer}/${index}/${key}`, 'duplicate', message);
    seen.add(value);
  });
}

function required(item: Json, pointer: string, key: string, bound: Bound, report: Report) {
  const value = getAt(item, `/${key}`);
  if (value === undefined || value === '') report(`${pointer}/${key}`, 'required', `A ${key} is needed.`);
  else range(value, `${pointer}/${key}`, bound, report);
}

function bounds(item: Json, pointer: string, group: Group, report: Report) {
  for (const [key, setting] of Object.entries(group)) {
    const value = getAt(item, `/${key}`);
    if (value !== undefined && setting.kind === 'number') range(value, `${pointer}/${key}`, setting, report);
  }
}

function range(value: Json, pointer: string, { min, max }: Bound, report: Report) {
  if (!Number.isInteger(value) || Number(value) < min || Number(value) > max)
    report(pointer, 'out-of-range', `Between ${min.toLocaleString('en')} and ${max.toLocaleString('en')}.`);
}

function isIpLiteral(value: string): boolean {
  const numbers = value.split('.');
  if (numbers.length === 4) return numbers.every((each) => /^\d{1,3}$/.test(each) && Number(each) <= 255);
  return value.includes(':') && /^[\da-f:.]+$/i.test(value);
}

const list = (value: Json): Json[] => (Array.isArray(value) ? value : []);
const text = (value: Json): string => (typeof value === 'string' ? value.trim() : '');
