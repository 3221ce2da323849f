import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Card } from '../components/Card';
import { Loaded } from '../components/Loaded';
import { MoreButton } from '../components/MoreButton';
import { State } from '../components/State';
import { Time } from '../components/Time';
import { warningsQuery } from './billingQueries';
import { formatMoney } from './money';

const SHOWN = 3;

export function Warnings({ organisation }: { organisation: string }) {
  const query = useInfiniteQuery(warningsQuery(organisation));
  return (
    <Card title="Warnings" flush>
      <Loaded query={query} rows={2}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          return items.length === 0 ? (
            <p className="card-body dim small">
              None. Name an amount above, and owners and billing people get a letter when a month reaches it or will.
            </p>
          ) : (
            <div className="table-scroll">
              <table className="table" aria-label="Warnings">
                <thead>
                  <tr>
                    <th scope="col">When</th>
                    <th scope="col">What</th>
                    <th scope="col" className="number">
                      Amount
                    </th>
                    <th scope="col" className="number">
                      Told at
                    </th>
                    <th scope="col" className="wide-only">
                      Most hours
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((warning) => (
                    <tr key={warning.id}>
                      <td>
                        <Time at={warning.at} />
                      </td>
                      <td>
                        <State
                          tone={warning.kind === 'actual' ? 'bad' : 'warn'}
                          label={warning.kind === 'actual' ? 'reached' : 'expected'}
                        />
                      </td>
                      <td className="number">{formatMoney(warning.amount)}</td>
                      <td className="number">{formatMoney(warning.threshold)}</td>
                      <td className="wide-only">
                        {warning.cause.slice(0, SHOWN).map((cause, at) => (
                          <span key={cause.nodeId}>
                            {at > 0 && ', '}
                            <Link to={`/o/${organisation}/nodes/${cause.nodeId}`}>{cause.name}</Link> {cause.nodeHours}{' '}
                            h
                          </span>
                        ))}
                        {warning.cause.length > SHOWN && ` and ${warning.cause.length - SHOWN} more`}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          );
        }}
      </Loaded>
      <MoreButton query={query} />
    </Card>
  );
}
