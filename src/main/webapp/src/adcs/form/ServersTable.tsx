import { Checkbox } from '@mantine/core';
import { getAt } from '../../lib/pointer';
import { AddButton } from './AddButton';
import { useForm, useList } from './formContext';
import { NumberField } from './NumberField';
import { PlaceError } from './PlaceError';
import { RemoveButton } from './RemoveButton';
import { ServerName } from './ServerName';
import { TextField } from './TextField';

export function ServersTable({ pointer }: { pointer: string }) {
  const form = useForm();
  const place = `${pointer}/servers`;
  const { items, add, remove } = useList(place);
  // Servers of a pool mostly share a port.
  const port = getAt(items.at(-1), '/port') ?? '';
  return (
    <div>
      <div className="sub-head">
        <h3>Servers</h3>
        <AddButton label="Add server" onClick={() => add({ host: '', port })} />
      </div>
      <PlaceError pointer={place} />
      <div className="row-line row-head server" aria-hidden>
        <span>Name</span>
        <span>Host</span>
        <span>Port</span>
        <span>Weight</span>
        <span>Zone</span>
        <span>Backup</span>
      </div>
      {items.map((server, index) => (
        <div key={index} className="row-line server" role="group" aria-label={`Server ${index + 1}`}>
          <ServerName pool={pointer} index={index} />
          <TextField pointer={`${place}/${index}/host`} aria-label="Host" placeholder="10.0.0.7 or app.internal" />
          <NumberField pointer={`${place}/${index}/port`} aria-label="Port" placeholder="Port" />
          <NumberField pointer={`${place}/${index}/weight`} aria-label="Weight" placeholder="1" />
          <TextField pointer={`${place}/${index}/zone`} aria-label="Zone" placeholder="any" optional />
          <span className="row-check">
            <Checkbox
              aria-label="Backup"
              title="Gets traffic only while no other server is available"
              data-pointer={`${place}/${index}/backup`}
              checked={getAt(server, '/backup') === true}
              onChange={(event) => form.set(`${place}/${index}/backup`, event.currentTarget.checked ? true : undefined)}
            />
            {getAt(server, '/drain') !== undefined && <span className="tag">draining</span>}
            {getAt(server, '/maintenance') === true && <span className="tag">maintenance</span>}
          </span>
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
