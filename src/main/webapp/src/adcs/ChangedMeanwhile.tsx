import { Button, Group, Modal, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, type Schemas, send, sendTagged, type Tagged } from '../api/client';
import { ErrorNotice } from '../components/ErrorNotice';
import { Time } from '../components/Time';
import { Differences } from './Differences';

type Adc = Schemas['Adc'];

interface Props {
  organisation: string;
  /** What the editing started from. */
  base: Adc;
  opened: boolean;
  pending: boolean;
  onClose: () => void;
  onReload: (theirs: Tagged<Adc>) => void;
  onOverwrite: (theirs: Tagged<Adc>) => void;
}

/** Somebody saved in between: who, when and what, and then a choice. */
export function ChangedMeanwhile({ organisation, base, opened, pending, onClose, onReload, onOverwrite }: Props) {
  const path = { organisation, id: base.id };
  const theirs = useQuery({
    queryKey: ['o', organisation, 'conflict', base.id, base.version],
    enabled: opened,
    staleTime: 0,
    gcTime: 0,
    queryFn: async () => {
      const adc = await sendTagged(api.GET('/organisations/{organisation}/adcs/{id}', { params: { path } }));
      const versions = await send(
        api.GET('/organisations/{organisation}/adcs/{id}/versions', { params: { path, query: { limit: 1 } } }),
      );
      return { adc, version: versions.items[0] };
    },
  });
  const { data } = theirs;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title="Changed meanwhile"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        {data ? (
          <>
            <p>
              <strong>{data.version?.author ?? 'Somebody'}</strong> saved version {data.adc.value.version}{' '}
              <Time at={data.version?.createdAt ?? data.adc.value.changedAt} relative />, after you began. They changed:
            </p>
            <Differences before={base.document} after={data.adc.value.document} />
          </>
        ) : theirs.error ? (
          <ErrorNotice error={theirs.error} />
        ) : (
          <Skeleton height={80} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="subtle" color="gray" onClick={onClose}>
            Keep editing
          </Button>
          <Button variant="default" disabled={!data || pending} onClick={() => data && onReload(data.adc)}>
            Reload theirs
          </Button>
          <Button color="red" disabled={!data} loading={pending} onClick={() => data && onOverwrite(data.adc)}>
            Overwrite with mine
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
