import { Link } from 'react-router';
import { State } from '../components/State';
import { Time } from '../components/Time';
import type { Issue } from './issues';

const MOST = 12;

export function IssueList({ issues }: { issues: Issue[] }) {
  if (issues.length === 0) {
    return (
      <div className="card-body">
        <State tone="ok" label="Nothing. All nodes are connected, up to date, and their servers healthy." />
      </div>
    );
  }
  return (
    <ul className="issues" aria-label="What is wrong now">
      {issues.slice(0, MOST).map((issue) => (
        <li key={issue.key}>
          <span className={`state ${issue.tone}`} style={{ alignSelf: 'center' }} />
          <div className="what">
            <Link to={issue.to}>{issue.text}</Link>
            {issue.detail && <div className="dim small">{issue.detail}</div>}
          </div>
          {issue.since && (
            <span className="dim small">
              <Time at={issue.since} relative />
            </span>
          )}
        </li>
      ))}
      {issues.length > MOST && <li className="dim">and {issues.length - MOST} more</li>}
    </ul>
  );
}
