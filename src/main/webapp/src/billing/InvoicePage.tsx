import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { api, type Schemas, send } from '../api/client';
import { Card } from '../components/Card';
import { ErrorNotice } from '../components/ErrorNotice';
import { Loaded } from '../components/Loaded';
import { Page } from '../components/Page';
import { State } from '../components/State';
import { toast } from '../components/toastStore';
import { formatUtc } from '../lib/format';
import { useOrganisation } from '../lib/useOrganisation';
import { InvoiceLine } from './InvoiceLine';
import { invoiceLabels, invoiceMonth, invoiceTones } from './invoiceStates';
import { formatMoney } from './money';
import { invoiceQuery } from './paymentQueries';

export function InvoicePage() {
  const organisation = useOrganisation();
  const { invoice: id = '' } = useParams();
  const query = useQuery(invoiceQuery(organisation, id));
  const title = query.data ? `Invoice for ${invoiceMonth(query.data.from)}` : 'Invoice';
  return (
    <Page title={title} parent={{ to: `/o/${organisation}/billing`, label: 'Billing' }}>
      <Loaded query={query} rows={6}>
        {(invoice) => (
          <div className="stack">
            <Summary organisation={organisation} invoice={invoice} />
            {invoice.lines
              .filter(({ quantity }) => quantity > 0)
              .map((line) => (
                <InvoiceLine key={line.place} organisation={organisation} invoice={invoice.id} line={line} />
              ))}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Summary({ organisation, invoice }: { organisation: string; invoice: Schemas['Invoice'] }) {
  const client = useQueryClient();
  const pay = useMutation({
    mutationFn: () =>
      send(
        api.POST('/organisations/{organisation}/invoices/{invoice}/payments', {
          params: { path: { organisation, invoice: invoice.id } },
        }),
      ),
    onSuccess: async ({ state, url }) => {
      if (state === 'action-required' && url) window.location.assign(url);
      if (state === 'paid') toast('Paid. Thank you.');
      await client.invalidateQueries({ queryKey: ['o', organisation] });
    },
  });
  return (
    <Card>
      <div className="stack">
        <Group gap="sm">
          <strong>{formatMoney(invoice.total)}</strong>
          <State tone={invoiceTones[invoice.status]} label={invoiceLabels[invoice.status]} />
          {invoice.number && <span>{invoice.number}</span>}
        </Group>
        <p>{when(invoice)}</p>
        {invoice.refunded.amount !== '0.00' && <p>{formatMoney(invoice.refunded)} of it was given back.</p>}
        {invoice.failure && <p role="alert">The last attempt to collect it failed: {invoice.failure}</p>}
        {pay.data?.state === 'refused' && <p role="alert">{pay.data.reason}</p>}
        <Group gap="sm">
          {invoice.status === 'open' && (
            <Button loading={pay.isPending} onClick={() => pay.mutate()}>
              Pay now
            </Button>
          )}
          {invoice.url && (
            <Button variant="default" component="a" href={invoice.url} rel="noreferrer">
              Open at Stripe
            </Button>
          )}
        </Group>
        <ErrorNotice error={pay.error} />
      </div>
    </Card>
  );
}

function when(invoice: Schemas['Invoice']): string {
  if (invoice.paidAt) return `Paid ${formatUtc(Date.parse(invoice.paidAt))}.`;
  if (invoice.status === 'draft') return 'The month is over. It is closed in about an hour, when all usage is on it.';
  if (invoice.nextAttemptAt) return `It will be tried again ${formatUtc(Date.parse(invoice.nextAttemptAt))}.`;
  return `For ${formatUtc(Date.parse(invoice.from))} to ${formatUtc(Date.parse(invoice.to))}.`;
}
