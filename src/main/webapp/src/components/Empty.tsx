import type { ReactNode } from 'react';

/** Nothing here yet, and what to do about it. */
export function Empty({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <div>
        <h3>{title}</h3>
        <p>{children}</p>
      </div>
      {action}
    </div>
  );
}
