export type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };

/** RFC 6901: `/pools/0/servers/1/port`. */
export function parsePointer(pointer: string): string[] {
  if (!pointer.startsWith('/')) return [];
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function toPointer(tokens: readonly (string | number)[]): string {
  return tokens.map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

export function getAt(document: Json, pointer: string): Json {
  return parsePointer(pointer).reduce<Json>((value, token) => {
    if (Array.isArray(value)) return value[Number(token)];
    return typeof value === 'object' && value !== null && Object.hasOwn(value, token) ? value[token] : undefined;
  }, document);
}

/** A copy with this one place changed; `undefined` takes it out. Everything else is kept, also what no form knows. */
export function setAt(document: Json, pointer: string, value: Json): Json {
  return put(document, parsePointer(pointer), value);
}

function put(target: Json, tokens: string[], value: Json): Json {
  const [token, ...rest] = tokens;
  if (token === undefined) return value;
  if (Array.isArray(target)) {
    const index = token === '-' ? target.length : Number(token);
    if (rest.length === 0 && value === undefined) return target.toSpliced(index, 1);
    const copy = [...target];
    copy[index] = put(copy[index], rest, value);
    return copy;
  }
  const record: Record<string, Json> = typeof target === 'object' && target !== null ? { ...target } : {};
  if (rest.length === 0 && value === undefined) {
    return Object.fromEntries(Object.entries(record).filter(([key]) => key !== token));
  }
  record[token] = put(record[token], rest, value);
  return record;
}

export function isAtOrBelow(pointer: string, ancestor: string): boolean {
  return pointer === ancestor || pointer.startsWith(`${ancestor}/`);
}

/** The nearest of the known places: the field itself, or the closest thing around it. */
export function nearest(pointer: string, known: ReadonlySet<string>): string | undefined {
  const tokens = parsePointer(pointer);
  for (let length = tokens.length; length > 0; length--) {
    const candidate = toPointer(tokens.slice(0, length));
    if (known.has(candidate)) return candidate;
  }
  return undefined;
}
