import type { Json } from '../lib/pointer';

export interface Difference {
  /** Where, in words: `Pool web › server a › port`. */
  where: string;
  before: string | undefined;
  after: string | undefined;
}

const singular: Record<string, string> = {
  pools: 'Pool',
  servers: 'server',
  routes: 'Route',
  listeners: 'Listener',
  nodeIds: 'Node',
};

/** What changed between two documents, item by item. Items of a list belong together by name, not by position. */
export function differences(before: Json, after: Json): Difference[] {
  const found: Difference[] = [];
  compare(before, after, [], found);
  return found;
}

function compare(before: Json, after: Json, path: string[], found: Difference[]) {
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  if (Array.isArray(before) || Array.isArray(after)) {
    compareLists(Array.isArray(before) ? before : [], Array.isArray(after) ? after : [], path, found);
    return;
  }
  if (isRecord(before) && isRecord(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      compare(before[key], after[key], [...path, key], found);
    }
    return;
  }
  found.push({ where: words(path), before: brief(before), after: brief(after) });
}

function compareLists(before: Json[], after: Json[], path: string[], found: Difference[]) {
  const key = path.at(-1) ?? '';
  const named = (items: Json[]) => new Map(items.map((item, index) => [identity(item, index), item]));
  const old = named(before);
  const fresh = named(after);
  const parent = path.slice(0, -1);
  const seen = found.length;
  for (const id of new Set([...old.keys(), ...fresh.keys()])) {
    compare(old.get(id), fresh.get(id), [...parent, `${singular[key] ?? key} ${id}`], found);
  }
  // The same items in another order: for routes that is a change.
  if (found.length === seen) {
    found.push({
      where: words([...path, 'order']),
      before: [...old.keys()].join(', '),
      after: [...fresh.keys()].join(', '),
    });
  }
}

function identity(item: Json, index: number): string {
  if (!isRecord(item)) return plain(item);
  if (typeof item.name === 'string' && item.name !== '') return item.name;
  if (item.host !== undefined) return `${plain(item.host)}:${plain(item.port)}`;
  if (item.port !== undefined) return `${plain(item.address ?? '0.0.0.0')}:${plain(item.port)}`;
  return `#${index + 1}`;
}

function isRecord(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function words(path: string[]): string {
  return path
    .map((part) => (/^[a-z]+[A-Z]/.test(part) ? part.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : part))
    .join(' › ');
}

function brief(value: Json): string | undefined {
  if (value === undefined) return undefined;
  if (!isRecord(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  const parts = Object.entries(value).map(([key, each]) => {
    if (Array.isArray(each)) return `${key}: ${each.map((item, index) => identity(item, index)).join(', ')}`;
    return isRecord(each) ? key : `${key}: ${plain(each)}`;
  });
  return parts.join(', ') || 'standard values';
}

function plain(value: Json): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}
