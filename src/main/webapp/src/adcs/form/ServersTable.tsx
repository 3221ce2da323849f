import { Button } from '@mantine/core';
import { Icon } from '../../components/Icon';
import { getAt } from '../../lib/pointer';
import { useList } from './formContext';
import { NumberField } from './NumberField';
import { PlaceError } from './PlaceError';
import { RemoveButton } from './RemoveButton';
import { TextField } from './TextField';

export function ServersTable({ pointer }: { pointer: string }) {
  const { items, add, remove } = useList(pointer);
  // Servers of a pool mostly share a port.
  const port = getAt(items.at(-1), '/port') ?? '';
  return (
    <div>
      <div style={{ display: 'flex', alignItems: 'center', marginBottom: 8 }}>
        <h3 style={{ flex: 1, fontSize: 13, fontWeight: 600 }}>Servers</h3>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Icon name="plus" size={12} />}
          onClick={() => add({ host: '', port })}
        >
          Add server
        </Button>
      </div>
      <PlaceError pointer={pointer} />
      <div className="row-line row-head server" aria-hidden>
        <span>Name</span>
        <span>Host</span>
        <span>Port</span>
      </div>
      {items.map((_, index) => (
        <div key={index} className="row-line server" role="group" aria-label={`Server ${index + 1}`}>
          <TextField pointer={`${pointer}/${index}/name`} aria-label="Name" placeholder="host:port" optional />
          <TextField pointer={`${pointer}/${index}/host`} aria-label="Host" placeholder="10.0.0.7 or app.internal" />
          <NumberField pointer={`${pointer}/${index}/port`} aria-label="Port" placeholder="Port" />
          <RemoveButton
            label={`Remove server ${index + 1}`}
            disabled={items.length === 1}
            onClick={() => remove(index)}
          />
        </div>
      ))}
    </div>
  );
}
