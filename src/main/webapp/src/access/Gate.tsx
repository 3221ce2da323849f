import type { ReactNode } from 'react';
import { Wordmark } from '../components/Wordmark';
import { usePageTitle } from '../lib/usePageTitle';
import { ThemeToggle } from '../shell/ThemeToggle';

/** The frame of every page before signing in. */
export function Gate({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  usePageTitle(title);
  return (
    <div className="gate">
      <header className="gate-head">
        <Wordmark />
        <ThemeToggle />
      </header>
      <main className="gate-body">
        <div className="gate-card">
          <h1>{title}</h1>
          {lead && <p className="lead">{lead}</p>}
          {children}
        </div>
      </main>
    </div>
  );
}
