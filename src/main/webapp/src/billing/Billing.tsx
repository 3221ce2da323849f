import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../components/Loaded';
import { Page } from '../components/Page';
import { useOrganisation } from '../lib/useOrganisation';
import { billingQuery } from './billingQueries';
import { CapsCard } from './CapsCard';
import { Invoices } from './Invoices';
import { MonthCard } from './MonthCard';
import { PaymentCard } from './PaymentCard';
import { PlanCard } from './PlanCard';
import { Simulator } from './Simulator';
import { Warnings } from './Warnings';

export function Billing() {
  const organisation = useOrganisation();
  const query = useQuery(billingQuery(organisation));
  return (
    <Page title="Billing" lead="What node-hours cost, and what they may cost at most">
      <Loaded query={query} rows={8}>
        {(billing) => (
          <div className="stack">
            <MonthCard billing={billing.value} />
            <PaymentCard organisation={organisation} />
            <Invoices organisation={organisation} />
            <div className="two-columns">
              <CapsCard organisation={organisation} billing={billing} />
              <Simulator organisation={organisation} running={billing.value.nodes.present.length} />
            </div>
            <PlanCard organisation={organisation} billing={billing} />
            <Warnings organisation={organisation} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}
