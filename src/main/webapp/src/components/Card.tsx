import { type ReactNode, useId } from 'react';

interface Props {
  title?: ReactNode;
  actions?: ReactNode;
  /** Without padding: tables and charts bring their own. */
  flush?: boolean;
  children: ReactNode;
}

export function Card({ title, actions, flush = false, children }: Props) {
  const heading = useId();
  return (
    <section className="card" aria-labelledby={title ? heading : undefined}>
      {title && (
        <div className="card-head">
          <h2 id={heading}>{title}</h2>
          {actions}
        </div>
      )}
      {flush ? children : <div className="card-body">{children}</div>}
    </section>
  );
}
