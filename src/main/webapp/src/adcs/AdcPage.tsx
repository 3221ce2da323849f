import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from 'react-router';
import { hasStatus } from '../api/problem';
import { adcQuery } from '../api/queries';
import { Page } from '../components/Page';
import { State } from '../components/State';
import { Tabs } from '../components/Tabs';
import { Time } from '../components/Time';
import { useOrganisation } from '../lib/useOrganisation';
import { NotFound } from '../shell/NotFound';
import { DeleteAdc } from './DeleteAdc';
import { rolloutText, rolloutTone } from './rollout';

export function AdcPage() {
  const organisation = useOrganisation();
  const { id = '' } = useParams();
  const query = useQuery(adcQuery(organisation, id));
  const [deleting, remove] = useDisclosure();
  if (hasStatus(query.error, 404)) return <NotFound />;
  const adc = query.data?.value;
  const base = `/o/${organisation}/adcs/${id}`;
  return (
    <Page
      title={adc?.document.name ?? 'ADC'}
      parent={{ to: `/o/${organisation}/adcs`, label: 'ADCs' }}
      lead={
        adc ? (
          <>
            <State tone={rolloutTone(adc.rollout)} label={`version ${adc.version} ${rolloutText(adc.rollout)}`} /> ·
            changed <Time at={adc.changedAt} relative />
          </>
        ) : (
          ' '
        )
      }
      actions={
        <Button variant="default" c="var(--n-bad)" disabled={!adc} onClick={remove.open}>
          Delete
        </Button>
      }
    >
      <Tabs
        label="ADC"
        items={[
          { to: base, label: 'Configuration' },
          { to: `${base}/servers`, label: 'Servers' },
          { to: `${base}/traffic`, label: 'Traffic' },
          { to: `${base}/versions`, label: 'Versions' },
        ]}
      />
      <Outlet />
      {query.data && (
        <DeleteAdc organisation={organisation} adc={query.data} opened={deleting} onClose={remove.close} />
      )}
    </Page>
  );
}
