import { Button, Stack } from '@mantine/core';
import { Card } from '../../components/Card';
import { getAt } from '../../lib/pointer';
import { timeoutBounds } from './bounds';
import { Fold } from './Fold';
import { usePlace } from './formContext';
import { HealthCheckFields } from './HealthCheckFields';
import { BoundField } from './NumberField';
import { PlaceError } from './PlaceError';
import { PoolName } from './PoolName';
import { SelectField } from './SelectField';
import { ServersTable } from './ServersTable';

const algorithms = [
  { value: 'powerOfTwo', label: 'Power of two choices' },
  { value: 'roundRobin', label: 'Round robin' },
  { value: 'leastConnections', label: 'Least connections' },
  { value: 'consistentHash', label: 'Consistent hash' },
  { value: 'random', label: 'Random' },
];

interface Props {
  index: number;
  onRemove: (() => void) | undefined;
}

export function PoolSection({ index, onRemove }: Props) {
  const pointer = `/pools/${index}`;
  const { value } = usePlace(pointer);
  const name = getAt(value, '/name');
  return (
    <div role="group" aria-label={`Pool ${index + 1}`}>
      <Card
        title={typeof name === 'string' && name !== '' ? `Pool ${name}` : 'Pool'}
        actions={
          onRemove && (
            <Button size="compact-sm" variant="default" aria-label={`Remove pool ${index + 1}`} onClick={onRemove}>
              Remove
            </Button>
          )
        }
      >
        <PlaceError pointer={pointer} />
        <Stack gap="lg">
          <div className="fields">
            <PoolName pointer={pointer} />
            <SelectField
              pointer={`${pointer}/algorithm`}
              label="Algorithm"
              options={algorithms}
              standard="powerOfTwo"
            />
          </div>
          <ServersTable pointer={`${pointer}/servers`} />
          <HealthCheckFields pointer={`${pointer}/healthCheck`} />
          <Fold label="Timeouts" pointer={`${pointer}/timeouts`} note="towards the servers">
            <PlaceError pointer={`${pointer}/timeouts`} />
            <div className="fields">
              {Object.entries(timeoutBounds).map(([key, bound]) => (
                <BoundField key={key} pointer={`${pointer}/timeouts/${key}`} bound={bound} />
              ))}
            </div>
          </Fold>
        </Stack>
      </Card>
    </div>
  );
}
