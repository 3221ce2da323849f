import type { Schemas } from '../api/client';
import { Card } from '../components/Card';
import { Stat } from '../components/Stat';
import { formatExact, plural } from '../lib/format';
import { formatMoney } from './money';
import { planTitle } from './plans';

const monthName = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

export function MonthCard({ billing }: { billing: Schemas['Billing'] }) {
  const { month, nodes } = billing;
  const { limit } = nodes;
  return (
    <Card title={monthName.format(Date.parse(month.from))} flush>
      <dl className="stats" style={{ margin: 0, borderBottom: '1px solid var(--n-line)' }}>
        <Stat label="So far" value={formatMoney(month.spent.amount)} />
        <Stat
          label="Expected"
          value={formatMoney(month.forecast)}
          note={nodes.present.length > 0 && `if ${plural(nodes.present.length, 'node stays', 'nodes stay')}`}
        />
        <Stat label="Node-hours" value={formatExact(month.spent.nodeHours)} />
        <Stat label="Billable" value={formatExact(month.spent.billableNodeHours)} />
        <Stat
          label="Nodes"
          value={nodes.slots === undefined ? nodes.slotsTaken : `${nodes.slotsTaken} of ${nodes.slots}`}
        />
      </dl>
      {nodes.slots !== undefined && limit && (
        <p className="card-body dim small" style={{ borderBottom: '1px solid var(--n-line)' }}>
          {limit.why} {nodes.slotsTaken >= nodes.slots && limit.remedy}
        </p>
      )}
      <CostLines lines={month.spent.lines} />
    </Card>
  );
}

function CostLines({ lines }: { lines: Schemas['Cost']['lines'] }) {
  if (lines.length === 0) return <p className="card-body dim small">No node has run in this month yet.</p>;
  return (
    <div className="table-scroll">
      <table className="table" aria-label="What the month costs">
        <thead>
          <tr>
            <th scope="col">Plan</th>
            <th scope="col" className="number">
              Node-hours
            </th>
            <th scope="col" className="number">
              Billable
            </th>
            <th scope="col" className="number">
              Price
            </th>
            <th scope="col" className="number">
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.plan} ${line.pricePerNodeHour.amount}`}>
              <td>{planTitle[line.plan]}</td>
              <td className="number">{formatExact(line.nodeHours)}</td>
              <td className="number">{formatExact(line.billableNodeHours)}</td>
              <td className="number">{formatMoney(line.pricePerNodeHour)}</td>
              <td className="number">{formatMoney(line.amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
