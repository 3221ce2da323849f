import { getAt } from '../../lib/pointer';
import { AddButton } from './AddButton';
import { useList } from './formContext';
import { ListField } from './ListField';
import { PlaceError } from './PlaceError';
import { RemoveButton } from './RemoveButton';
import { SelectField } from './SelectField';
import { TextField } from './TextField';
import { usePoolNames } from './usePoolNames';

export function TcpRoutesTable({ pointer }: { pointer: string }) {
  const { items, add, remove } = useList(pointer);
  const pools = usePoolNames();
  const first = pools[0] ?? '';
  const isCatchAll = items.some((item) => getAt(item, '/serverNames') === undefined);
  return (
    <div className="sub">
      <PlaceError pointer={pointer} />
      {items.map((_, index) => (
        <div key={index} className="row-line route" role="group" aria-label={`TCP route ${index + 1}`}>
          <TextField pointer={`${pointer}/${index}/name`} aria-label="Name" placeholder="Name" />
          <ListField
            pointer={`${pointer}/${index}/serverNames`}
            aria-label="Server names (TLS)"
            placeholder="every connection, or db.example.com"
          />
          <SelectField pointer={`${pointer}/${index}/pool`} aria-label="Pool" options={pools} standard={first} />
          <RemoveButton
            label={`Remove TCP route ${index + 1}`}
            disabled={items.length === 1}
            onClick={() => remove(index)}
          />
        </div>
      ))}
      <div className="sub-foot">
        <AddButton label="Add TCP route" onClick={() => add({ name: '', pool: first })} />
        <span className="dim small">
          TLS is looked into for its server name, never opened.
          {!isCatchAll && ' What matches no route is closed.'}
        </span>
      </div>
    </div>
  );
}
