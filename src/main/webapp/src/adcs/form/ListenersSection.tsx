import { Button } from '@mantine/core';
import { Card } from '../../components/Card';
import { Icon } from '../../components/Icon';
import { useList } from './formContext';
import { NumberField } from './NumberField';
import { PlaceError } from './PlaceError';
import { RemoveButton } from './RemoveButton';
import { SelectField } from './SelectField';
import { TextField } from './TextField';

export function ListenersSection() {
  const { items, add, remove } = useList('/listeners');
  return (
    <Card
      title="Listeners"
      actions={
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Icon name="plus" size={12} />}
          onClick={() => add({ port: '' })}
        >
          Add listener
        </Button>
      }
    >
      <PlaceError pointer="/listeners" />
      <div className="row-line row-head listener" aria-hidden>
        <span>Address</span>
        <span>Port</span>
        <span>Protocol</span>
      </div>
      {items.map((_, index) => (
        <div key={index} className="row-line listener" role="group" aria-label={`Listener ${index + 1}`}>
          <TextField
            pointer={`/listeners/${index}/address`}
            aria-label="Address"
            placeholder="0.0.0.0 (all addresses)"
            optional
          />
          <NumberField pointer={`/listeners/${index}/port`} aria-label="Port" placeholder="Port" />
          <SelectField
            pointer={`/listeners/${index}/protocol`}
            aria-label="Protocol"
            options={['http']}
            standard="http"
          />
          <RemoveButton
            label={`Remove listener ${index + 1}`}
            disabled={items.length === 1}
            onClick={() => remove(index)}
          />
        </div>
      ))}
    </Card>
  );
}
