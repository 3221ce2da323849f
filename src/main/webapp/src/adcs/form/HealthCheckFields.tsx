import { Stack, Switch } from '@mantine/core';
import { getAt, type Json } from '../../lib/pointer';
import { AddButton } from './AddButton';
import { Fold } from './Fold';
import { useForm, useList, usePlace } from './formContext';
import { checkKinds, checkMore, checkSettings, jsonAssertion } from './healthSettings';
import { PlaceError } from './PlaceError';
import { RemoveButton } from './RemoveButton';
import { SelectField } from './SelectField';
import { SettingFields } from './SettingFields';
import { TextField } from './TextField';

const ofEveryKind = ['intervalMillis', 'timeoutMillis', 'rise', 'fall', 'jitterPercent', 'initiallyDown'];

export function HealthCheckFields({ pointer }: { pointer: string }) {
  const { value, set } = usePlace(pointer);
  const isOn = value !== undefined;
  const kind = getAt(value, '/kind') ?? 'http';
  // A check of another kind has other settings: what does not fit it would only be refused.
  const choose = (chosen: string) => {
    const kept = Object.entries(Object(value) as Record<string, Json>).filter(([key]) => ofEveryKind.includes(key));
    set({ kind: chosen, ...(chosen === 'http' ? { path: '/' } : {}), ...Object.fromEntries(kept) });
  };
  return (
    <div>
      <Switch
        label="Health check"
        description={isOn ? undefined : 'Off: servers are judged by what they answer to visitors alone.'}
        checked={isOn}
        onChange={(event) => set(event.currentTarget.checked ? { path: '/' } : undefined)}
        mb={isOn ? 'sm' : 0}
      />
      <PlaceError pointer={pointer} />
      {isOn && (
        <Stack gap="sm" className="sub">
          <div className="fields">
            <SelectField
              pointer={`${pointer}/kind`}
              label="Asks by"
              options={checkKinds}
              standard="http"
              onValue={choose}
            />
          </div>
          <SettingFields pointer={pointer} group={checkSettings(kind)} />
          <MoreOfTheCheck pointer={pointer} kind={kind} />
        </Stack>
      )}
    </div>
  );
}

function MoreOfTheCheck({ pointer, kind }: { pointer: string; kind: Json }) {
  const group = checkMore(kind);
  const isHttp = kind === 'http';
  const places = [...Object.keys(group), 'headers', 'json'].map((key) => `${pointer}/${key}`);
  return (
    <Fold
      label="More about the check"
      pointers={places}
      note={isHttp ? 'method, headers, body, JSON, jitter' : 'jitter, first state'}
    >
      <Stack gap="sm">
        <SettingFields pointer={pointer} group={group} />
        {isHttp && (
          <>
            <div>
              <PlaceError pointer={`${pointer}/json`} />
              <SettingFields pointer={`${pointer}/json`} group={jsonAssertion} prune />
            </div>
            <CheckHeaders pointer={`${pointer}/headers`} />
          </>
        )}
      </Stack>
    </Fold>
  );
}

function CheckHeaders({ pointer }: { pointer: string }) {
  const form = useForm();
  const { items, add, remove } = useList(pointer);
  return (
    <div>
      <PlaceError pointer={pointer} />
      {items.map((_, index) => (
        <div key={index} className="row-line pair" role="group" aria-label={`Header of the check ${index + 1}`}>
          <TextField pointer={`${pointer}/${index}/name`} aria-label="Header" placeholder="Header" />
          <TextField pointer={`${pointer}/${index}/value`} aria-label="Value" placeholder="Value" />
          <RemoveButton
            label={`Remove header of the check ${index + 1}`}
            onClick={() => (items.length === 1 ? form.set(pointer, undefined) : remove(index))}
          />
        </div>
      ))}
      <AddButton label="Add header" onClick={() => add({ name: '', value: '' })} />
    </div>
  );
}
