import { ApiError, Unreachable } from '../api/problem';

/** A problem that belongs to no single field: said in words, with what support needs to find it. */
export function ErrorNotice({ error }: { error: unknown }) {
  if (!error) return null;
  if (error instanceof ApiError) {
    const { problem } = error;
    return (
      <div className="notice bad" role="alert">
        <div>{problem.detail ?? problem.title}</div>
        {error.problems.length > 0 && (
          <ul>
            {error.problems.map((each) => (
              <li key={`${each.pointer} ${each.code}`}>
                {each.message} <span className="mono dim">{each.pointer}</span>
              </li>
            ))}
          </ul>
        )}
        {error.retryAfter && <div>Try again in {error.retryAfter} seconds.</div>}
        <div className="fine">
          Code <span className="mono">{problem.code}</span> · request <span className="mono">{problem.requestId}</span>
        </div>
      </div>
    );
  }
  return (
    <div className="notice bad" role="alert">
      {error instanceof Unreachable
        ? 'Nova did not answer. Nothing was changed as far as we know; try again in a moment.'
        : 'Something went wrong in this page. Reload it to go on.'}
    </div>
  );
}
