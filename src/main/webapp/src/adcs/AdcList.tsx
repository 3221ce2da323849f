import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { adcsQuery } from '../api/queries';
import { Card } from '../components/Card';
import { Empty } from '../components/Empty';
import { Icon } from '../components/Icon';
import { Loaded } from '../components/Loaded';
import { Page } from '../components/Page';
import { useOrganisation } from '../lib/useOrganisation';
import { AdcTable } from './AdcTable';

export function AdcList() {
  const organisation = useOrganisation();
  const adcs = useQuery(adcsQuery(organisation));
  const create = (
    <Button component={Link} to={`/o/${organisation}/adcs/new`} leftSection={<Icon name="plus" size={14} />}>
      Create ADC
    </Button>
  );
  const isEmpty = adcs.data?.items.length === 0;
  return (
    <Page
      title="ADCs"
      lead="What your nodes serve: listeners, and the servers behind them"
      actions={isEmpty ? undefined : create}
    >
      <Card flush>
        <Loaded query={adcs}>
          {({ items, more }) =>
            items.length === 0 ? (
              <Empty title="No ADC yet" action={create}>
                An ADC listens on a port of your nodes and spreads what arrives over your servers. Tell it a port and
                the address of one server; it reaches every node within seconds.
              </Empty>
            ) : (
              <>
                <AdcTable organisation={organisation} adcs={items} />
                {more && (
                  <div className="card-body dim small">
                    Only the first {items.length} are shown. The API lists them all.
                  </div>
                )}
              </>
            )
          }
        </Loaded>
      </Card>
    </Page>
  );
}
