import { Button, Stack } from '@mantine/core';
import { Card } from '../../components/Card';
import { getAt } from '../../lib/pointer';
import { AlgorithmFields } from './AlgorithmFields';
import { usePlace } from './formContext';
import { HealthCheckFields } from './HealthCheckFields';
import { PlaceError } from './PlaceError';
import { PoolFolds } from './PoolFolds';
import { PoolName } from './PoolName';
import { ServersTable } from './ServersTable';

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
          <div className="fields wide">
            <PoolName pointer={pointer} />
            <AlgorithmFields pointer={pointer} />
          </div>
          <ServersTable pointer={pointer} />
          <HealthCheckFields pointer={`${pointer}/healthCheck`} />
          <PoolFolds pointer={pointer} />
        </Stack>
      </Card>
    </div>
  );
}
