import { Card } from '../../components/Card';
import { getAt } from '../../lib/pointer';
import { AddButton } from './AddButton';
import { useForm, useList } from './formContext';
import { PlaceError } from './PlaceError';
import { RouteBlock } from './RouteBlock';
import { usePoolNames } from './usePoolNames';

export function RoutesSection() {
  const form = useForm();
  const { items, add, remove } = useList('/routes');
  const first = usePoolNames()[0] ?? '';
  const addRoute = () => add({ name: items.length === 0 ? 'default' : '', pathPrefix: '/', pool: first });
  // Without routes the key itself goes: then the control plane's own default holds.
  const removeRoute = (index: number) => (items.length === 1 ? form.set('/routes', undefined) : remove(index));
  const swap = (index: number) => {
    const moved = items.with(index, items[index + 1]).with(index + 1, items[index]);
    form.set('/routes', moved);
  };
  return (
    <Card title="Routes" actions={<AddButton label="Add route" onClick={addRoute} />}>
      <PlaceError pointer="/routes" />
      {items.length === 0 ? (
        <p className="dim small">
          Everything goes to the first pool{first ? `, ${first}` : ''}. Add a route to split by host, path, header or
          cookie, to rewrite or to redirect.
        </p>
      ) : (
        <div className="row-line row-head way" aria-hidden>
          <span>Name</span>
          <span>Path</span>
          <span />
          <span>Goes to</span>
        </div>
      )}
      {items.map((item, index) => (
        <RouteBlock
          key={`${index} ${getAt(item, '/redirect') === undefined ? 'pool' : 'redirect'}`}
          index={index}
          onRemove={() => removeRoute(index)}
          onDown={index + 1 < items.length ? () => swap(index) : undefined}
        />
      ))}
      {items.length > 1 && (
        <p className="dim small" style={{ marginTop: 8 }}>
          Tried from top to bottom; the first that fits is taken.
        </p>
      )}
    </Card>
  );
}
