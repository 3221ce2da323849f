import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorNotice } from './ErrorNotice';

interface Props<T> {
  query: { data: T | undefined; error: unknown };
  /** About as high as the content will be, so that nothing jumps. */
  rows?: number;
  children: (data: T) => ReactNode;
}

/** Skeleton until there is something, the error if there is nothing, otherwise the (perhaps a moment old) data. */
export function Loaded<T>({ query, rows = 4, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) {
    return (
      <div className="card-body">
        <ErrorNotice error={query.error} />
      </div>
    );
  }
  return (
    <div className="card-body" aria-busy="true" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={16} mb={row === rows - 1 ? 0 : 20} width={row % 2 ? '72%' : '100%'} />
      ))}
    </div>
  );
}
