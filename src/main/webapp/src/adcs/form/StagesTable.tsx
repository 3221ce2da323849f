import { MultiSelect, Stack } from '@mantine/core';
import { getAt, type Json } from '../../lib/pointer';
import { AddButton } from './AddButton';
import { ConditionsTable } from './ConditionsTable';
import { useForm, useList, usePlace } from './formContext';
import { NumberField } from './NumberField';
import { PlaceError } from './PlaceError';
import { RemoveButton } from './RemoveButton';
import { TextField } from './TextField';

/** Groups of servers that get a stated part of the traffic; the others share the rest. */
export function StagesTable({ pool }: { pool: string }) {
  const form = useForm();
  const pointer = `${pool}/stages`;
  const { items, add, remove } = useList(pointer);
  const servers = useList(`${pool}/servers`).items.map(serverName);
  return (
    <div>
      <PlaceError pointer={pointer} />
      {items.map((_, index) => (
        <div key={index} className="block" role="group" aria-label={`Stage ${index + 1}`}>
          <div className="row-line stage">
            <TextField pointer={`${pointer}/${index}/name`} aria-label="Name" placeholder="Name, such as canary" />
            <StageServers pointer={`${pointer}/${index}/servers`} known={servers} />
            <NumberField
              pointer={`${pointer}/${index}/sharePercent`}
              aria-label="Share of the traffic (%)"
              placeholder="0"
              suffix=" %"
              allowDecimal
              decimalScale={2}
            />
            <RemoveButton
              label={`Remove stage ${index + 1}`}
              onClick={() => (items.length === 1 ? form.set(pointer, undefined) : remove(index))}
            />
          </div>
          <Stack gap={8} mt={8} mb={8}>
            <p className="dim small">Whatever the share, requests that meet one of these go there:</p>
            <ConditionsTable pointer={`${pointer}/${index}/headers`} what="header" />
            <ConditionsTable pointer={`${pointer}/${index}/cookies`} what="cookie" />
          </Stack>
        </div>
      ))}
      <AddButton label="Add stage" onClick={() => add({ name: '', servers: [], sharePercent: 10 })} />
    </div>
  );
}

/** As the control plane calls a server without a name. */
function serverName(server: Json): string {
  const [name, host, port] = ['/name', '/host', '/port'].map((key) => getAt(server, key));
  if (typeof name === 'string' && name !== '') return name;
  const shown = typeof host === 'string' ? host : '';
  return `${shown.includes(':') ? `[${shown}]` : shown}:${typeof port === 'number' ? port : ''}`;
}

function StageServers({ pointer, known }: { pointer: string; known: string[] }) {
  const { value, error, set } = usePlace(pointer);
  const chosen = Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
  return (
    <MultiSelect
      data-pointer={pointer}
      aria-label="Servers of the stage"
      placeholder={chosen.length === 0 ? 'Servers' : undefined}
      data={[...new Set([...known, ...chosen])]}
      value={chosen}
      onChange={set}
      error={error}
    />
  );
}
