import { Button } from '@mantine/core';
import { Card } from '../../components/Card';
import { Icon } from '../../components/Icon';
import { getAt } from '../../lib/pointer';
import { useForm, useList } from './formContext';
import { PlaceError } from './PlaceError';
import { RemoveButton } from './RemoveButton';
import { SelectField } from './SelectField';
import { TextField } from './TextField';

export function RoutesSection() {
  const form = useForm();
  const { items, add, remove } = useList('/routes');
  const pools = useList('/pools')
    .items.map((pool) => getAt(pool, '/name'))
    .filter((name) => typeof name === 'string');
  const first = pools[0] ?? '';
  const addRoute = () => add({ name: items.length === 0 ? 'default' : '', pathPrefix: '/', pool: first });
  // Without routes the key itself goes: then the control plane's own default holds.
  const removeRoute = (index: number) => (items.length === 1 ? form.set('/routes', undefined) : remove(index));
  return (
    <Card
      title="Routes"
      actions={
        <Button size="compact-sm" variant="default" leftSection={<Icon name="plus" size={12} />} onClick={addRoute}>
          Add route
        </Button>
      }
    >
      <PlaceError pointer="/routes" />
      {items.length === 0 ? (
        <p className="dim small">
          Everything goes to the first pool{first ? `, ${first}` : ''}. Add a route to split by path.
        </p>
      ) : (
        <div className="row-line row-head route" aria-hidden>
          <span>Name</span>
          <span>Path starts with</span>
          <span>Pool</span>
        </div>
      )}
      {items.map((_, index) => (
        <div key={index} className="row-line route" role="group" aria-label={`Route ${index + 1}`}>
          <TextField pointer={`/routes/${index}/name`} aria-label="Name" placeholder="Name" />
          <TextField pointer={`/routes/${index}/pathPrefix`} aria-label="Path starts with" placeholder="/" optional />
          <SelectField pointer={`/routes/${index}/pool`} aria-label="Pool" options={pools} standard={first} />
          <RemoveButton label={`Remove route ${index + 1}`} onClick={() => removeRoute(index)} />
        </div>
      ))}
      {items.length > 1 && (
        <p className="dim small" style={{ marginTop: 8 }}>
          Tried from top to bottom; the first that fits is taken.
        </p>
      )}
    </Card>
  );
}
