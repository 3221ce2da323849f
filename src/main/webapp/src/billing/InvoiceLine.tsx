import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { Card } from '../components/Card';
import { Loaded } from '../components/Loaded';
import { MoreButton } from '../components/MoreButton';
import { formatExact, formatUtc, plural } from '../lib/format';
import { formatMoney } from './money';
import { invoiceHoursQuery } from './paymentQueries';

// Stripe ends a description with "(at $0.13 / month)", which is the price of one, not of a month.
const PRICE = / \(at .*\)$/;

interface Props {
  organisation: string;
  invoice: string;
  line: Schemas['InvoiceLine'];
}

/** What was charged, and on demand every hour it is made of. */
export function InvoiceLine({ organisation, invoice, line }: Props) {
  const [open, setOpen] = useState(false);
  const toggle = line.nodeHours && (
    <Button size="compact-sm" variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
      {open ? 'Hide hours' : 'Show hours'}
    </Button>
  );
  return (
    <Card title={`${formatMoney(line.amount)} – ${line.description.replace(PRICE, '')}`} actions={toggle} flush>
      <div className="card-body">
        {formatExact(line.quantity)} node-hours beyond the free ones × {formatMoney(line.unitPrice)}
        {line.differs && (
          <p role="alert">
            Nova counted {formatExact(line.reported ?? 0)}. We have been told of the difference and put it right.
          </p>
        )}
      </div>
      {open && <Hours organisation={organisation} invoice={invoice} place={line.place} />}
    </Card>
  );
}

function Hours({ organisation, invoice, place }: { organisation: string; invoice: string; place: number }) {
  const query = useInfiniteQuery(invoiceHoursQuery(organisation, invoice, place));
  return (
    <Loaded query={query} rows={6}>
      {({ pages }) => (
        <>
          <div className="table-scroll">
            <table className="table" aria-label="Hours">
              <thead>
                <tr>
                  <th scope="col">Hour</th>
                  <th scope="col" className="number">
                    Charged
                  </th>
                  <th scope="col">Evidence</th>
                </tr>
              </thead>
              <tbody>
                {pages
                  .flatMap((page) => page.items)
                  .map((hour) => (
                    <Hour key={hour.link} organisation={organisation} hour={hour} />
                  ))}
              </tbody>
            </table>
          </div>
          <MoreButton query={query} />
        </>
      )}
    </Loaded>
  );
}

const HOUR = 3_600_000;

function Hour({ organisation, hour }: { organisation: string; hour: Schemas['ChargedHour'] }) {
  const start = Date.parse(hour.hour);
  const late = Date.parse(hour.countsAt) >= start + HOUR;
  return (
    <tr>
      <td>
        <Link to={`/o/${organisation}/usage?from=${hour.hour}&to=${new Date(start + HOUR).toISOString()}`}>
          {formatUtc(start)}
        </Link>
      </td>
      <td className="number">{plural(hour.billable, 'node-hour')}</td>
      <td>
        link {hour.link} of the ledger{late && ', came after its invoice was closed'}
      </td>
    </tr>
  );
}
