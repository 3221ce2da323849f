import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { serversQuery } from '../../api/queries';
import { Card } from '../../components/Card';
import { ErrorNotice } from '../../components/ErrorNotice';
import { Loaded } from '../../components/Loaded';
import { useNow } from '../../lib/useNow';
import { useOrganisation } from '../../lib/useOrganisation';
import { type Asked, OrderDialog } from './OrderDialog';
import { PoolTable } from './PoolTable';
import { byPool } from './serverStates';
import { useServerOrder } from './useServerOrder';

/** Servers pool by pool: how all nodes see them, what is left on those that drain, and what can be done. */
export function AdcServers() {
  const organisation = useOrganisation();
  const { id = '' } = useParams();
  const query = useQuery(serversQuery(organisation, id));
  const order = useServerOrder(organisation, id);
  const [asked, setAsked] = useState<Asked>();
  const now = useNow(1_000);
  const current = asked && query.data?.items.find(({ pool, name }) => pool === asked.pool && name === asked.server);
  return (
    <div className="stack">
      {order.error && !asked && <ErrorNotice error={order.error} />}
      <Loaded query={query} rows={6}>
        {({ items }) => (
          <>
            {byPool(items).map(([pool, servers]) => (
              <Card key={pool} title={`Pool ${pool}`} flush>
                <PoolTable
                  pool={pool}
                  servers={servers}
                  now={now}
                  busy={order.isPending}
                  onOrder={order.mutate}
                  onAsk={(what, server) => {
                    order.reset();
                    setAsked({ what, pool, server });
                  }}
                />
              </Card>
            ))}
          </>
        )}
      </Loaded>
      <OrderDialog asked={asked} server={current} order={order} onClose={() => setAsked(undefined)} />
    </div>
  );
}
