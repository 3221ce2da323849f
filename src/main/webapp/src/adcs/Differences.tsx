import type { Json } from '../lib/pointer';
import { differences } from './documentChanges';

export function Differences({ before, after }: { before: unknown; after: unknown }) {
  const found = differences(before as Json, after as Json);
  if (found.length === 0) return <p className="dim small">Nothing differs.</p>;
  return (
    <div>
      {found.map((each) => (
        <div key={each.where} className="change">
          <div>{each.where}</div>
          <div>
            {each.before !== undefined && <del>{each.before}</del>}
            {each.before !== undefined && each.after !== undefined && <span className="dim"> → </span>}
            {each.after !== undefined && <ins>{each.after}</ins>}
          </div>
        </div>
      ))}
    </div>
  );
}
