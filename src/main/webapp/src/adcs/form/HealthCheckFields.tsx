import { Switch } from '@mantine/core';
import { healthCheckBounds } from './bounds';
import { usePlace } from './formContext';
import { BoundField } from './NumberField';
import { PlaceError } from './PlaceError';
import { TextField } from './TextField';

export function HealthCheckFields({ pointer }: { pointer: string }) {
  const { value, set } = usePlace(pointer);
  const isOn = value !== undefined;
  return (
    <div>
      <Switch
        label="Health check"
        description={isOn ? undefined : 'Off: every server is taken as healthy.'}
        checked={isOn}
        onChange={(event) => set(event.currentTarget.checked ? { path: '/' } : undefined)}
        mb={isOn ? 'sm' : 0}
      />
      <PlaceError pointer={pointer} />
      {isOn && (
        <div className="fields">
          <TextField pointer={`${pointer}/path`} label="Path" placeholder="/" optional />
          <TextField pointer={`${pointer}/host`} label="Host header" placeholder="the server’s host" optional />
          {Object.entries(healthCheckBounds).map(([key, bound]) => (
            <BoundField key={key} pointer={`${pointer}/${key}`} bound={bound} />
          ))}
        </div>
      )}
    </div>
  );
}
