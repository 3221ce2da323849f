import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { Card } from '../components/Card';
import { Empty } from '../components/Empty';
import { Loaded } from '../components/Loaded';
import { MoreButton } from '../components/MoreButton';
import { State } from '../components/State';
import { invoiceLabels, invoiceMonth, invoiceTones } from './invoiceStates';
import { formatMoney } from './money';
import { invoicesQuery } from './paymentQueries';

export function Invoices({ organisation }: { organisation: string }) {
  const query = useInfiniteQuery(invoicesQuery(organisation));
  return (
    <Card title="Invoices" flush>
      <Loaded query={query} rows={3}>
        {({ pages }) => {
          const invoices = pages.flatMap((page) => page.items);
          return invoices.length === 0 ? (
            <Empty title="No invoices yet">
              One is made at the beginning of each month, for the node-hours of the month before. Months that cost
              nothing have none.
            </Empty>
          ) : (
            <>
              <div className="table-scroll">
                <table className="table" aria-label="Invoices">
                  <thead>
                    <tr>
                      <th scope="col">Month</th>
                      <th scope="col">State</th>
                      <th scope="col" className="wide-only">
                        Number
                      </th>
                      <th scope="col" className="number">
                        Amount
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {invoices.map((invoice) => (
                      <Row key={invoice.id} organisation={organisation} invoice={invoice} />
                    ))}
                  </tbody>
                </table>
              </div>
              <MoreButton query={query} />
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}

function Row({ organisation, invoice }: { organisation: string; invoice: Schemas['Invoice'] }) {
  return (
    <tr>
      <td>
        <Link to={`/o/${organisation}/billing/invoices/${invoice.id}`}>{invoiceMonth(invoice.from)}</Link>
      </td>
      <td>
        <State tone={invoiceTones[invoice.status]} label={invoiceLabels[invoice.status]} />
      </td>
      <td className="wide-only">{invoice.number ?? '–'}</td>
      <td className="number">{formatMoney(invoice.total)}</td>
    </tr>
  );
}
