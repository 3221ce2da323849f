export interface Page<T> {
  items: T[];
  next?: string;
}

export interface Collected<T> {
  items: T[];
  /** True when the list was cut at the limit. */
  more: boolean;
}

export const PAGE_SIZE = 200;
const MAX_PAGES = 5;

/** Follows `next` until the end or the limit: no list here grows without bound. */
export async function collect<T>(page: (cursor?: string) => Promise<Page<T>>): Promise<Collected<T>> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let count = 0; count < MAX_PAGES; count++) {
    const { items: more, next } = await page(cursor);
    items.push(...more);
    if (next === undefined) return { items, more: false };
    cursor = next;
  }
  return { items, more: true };
}
