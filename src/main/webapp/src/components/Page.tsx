import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { usePageTitle } from '../lib/usePageTitle';

interface Props {
  title: string;
  lead?: ReactNode;
  parent?: { to: string; label: string };
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, lead, parent, actions, children }: Props) {
  usePageTitle(title);
  return (
    <div className="page">
      <header className="page-head">
        <div className="titles">
          {parent && (
            <Link className="crumb" to={parent.to}>
              ← {parent.label}
            </Link>
          )}
          <h1>{title}</h1>
          {lead && <div className="lead">{lead}</div>}
        </div>
        {actions && <div className="actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
