import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { api, type Schemas, send } from '../api/client';
import { Card } from '../components/Card';
import { ErrorNotice } from '../components/ErrorNotice';
import { Loaded } from '../components/Loaded';
import { toast } from '../components/toastStore';
import { paymentQuery } from './paymentQueries';

/** The card, and the ways to the payment service's own pages: no card number ever comes here. */
export function PaymentCard({ organisation }: { organisation: string }) {
  const payment = useQuery(paymentQuery(organisation));
  const path = { organisation };
  const go = ({ url }: Schemas['PageAddress']) => window.location.assign(url);
  const leaveCard = useMutation({
    mutationFn: () => send(api.POST('/organisations/{organisation}/payment/card-sessions', { params: { path } })),
    onSuccess: go,
  });
  const portal = useMutation({
    mutationFn: () => send(api.POST('/organisations/{organisation}/payment/portal-sessions', { params: { path } })),
    onSuccess: go,
  });
  const returned = useReturn(organisation);
  return (
    <Card title="Payment">
      <Loaded query={payment} rows={2}>
        {({ on, card }) =>
          on ? (
            <div className="stack">
              <p>{returned.isPending ? 'One moment: asking for your card…' : <CardText card={card} />}</p>
              <Group gap="sm">
                <Button loading={leaveCard.isPending} onClick={() => leaveCard.mutate()}>
                  {card ? 'Use another card' : 'Add a card'}
                </Button>
                {card && (
                  <Button variant="default" loading={portal.isPending} onClick={() => portal.mutate()}>
                    Invoices and receipts at Stripe
                  </Button>
                )}
              </Group>
              <ErrorNotice error={leaveCard.error ?? portal.error ?? returned.error} />
            </div>
          ) : (
            <p>This installation of Nova takes no payments.</p>
          )
        }
      </Loaded>
    </Card>
  );
}

function CardText({ card }: { card?: Schemas['PaymentCard'] }) {
  if (!card) return <>No card yet. Nodes beyond the free ones need one; it is kept by Stripe, never by Nova.</>;
  const brand = card.brand.charAt(0).toUpperCase() + card.brand.slice(1);
  const expiry = `${String(card.expiryMonth).padStart(2, '0')}/${card.expiryYear}`;
  return (
    <>
      <strong>
        {brand} ending in {card.lastFour}
      </strong>
      , valid until {expiry}
    </>
  );
}

/** Back from the page where a card is left: says so to Nova, once, and tidies the address. */
function useReturn(organisation: string) {
  const client = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const session = search.get('session');
  const told = useRef<string>(undefined);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (id: string) =>
      send(
        api.POST('/organisations/{organisation}/payment/card-sessions/{session}/return', {
          params: { path: { organisation, session: id } },
        }),
      ),
    onSuccess: async (payment) => {
      client.setQueryData(paymentQuery(organisation).queryKey, payment);
      await client.invalidateQueries({ queryKey: ['o', organisation, 'billing'] });
      toast(payment.card ? 'The card is used from now on.' : 'No card was left.');
    },
  });
  useEffect(() => {
    if (!session || told.current === session) return;
    told.current = session;
    mutate(session);
    setSearch({}, { replace: true });
  }, [session, mutate, setSearch]);
  return { isPending, error };
}
