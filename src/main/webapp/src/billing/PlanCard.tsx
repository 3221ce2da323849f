import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, sendTagged, type Tagged } from '../api/client';
import { Card } from '../components/Card';
import { ErrorNotice } from '../components/ErrorNotice';
import { Loaded } from '../components/Loaded';
import { State } from '../components/State';
import { toast } from '../components/toastStore';
import { billingQuery, plansQuery } from './billingQueries';
import { formatMoney } from './money';
import { planTitle } from './plans';

interface Props {
  organisation: string;
  billing: Tagged<Schemas['Billing']>;
}

export function PlanCard({ organisation, billing }: Props) {
  const client = useQueryClient();
  const plans = useQuery(plansQuery(organisation));
  const { queryKey } = billingQuery(organisation);
  const choose = useMutation({
    mutationFn: (plan: Schemas['Plan']) =>
      sendTagged(
        api.PUT('/organisations/{organisation}/billing/plan', {
          params: { path: { organisation }, header: { 'If-Match': billing.etag } },
          body: { plan },
        }),
      ),
    onSuccess: (changed) => {
      client.setQueryData(queryKey, changed);
      void client.invalidateQueries({ queryKey: ['o', organisation, 'billing', 'simulation'] });
      toast(`${planTitle[changed.value.nextPlan ?? changed.value.plan]} counts from the next hour on.`);
    },
    onError: () => client.invalidateQueries({ queryKey }),
  });
  const { plan, nextPlan } = billing.value;
  return (
    <Card title="Plan" flush>
      <Loaded query={plans} rows={3}>
        {(terms) => (
          <div className="table-scroll">
            <table className="table" aria-label="Plans">
              <thead>
                <tr>
                  <th scope="col">Plan</th>
                  <th scope="col">Nodes</th>
                  <th scope="col" className="number">
                    Node-hour
                  </th>
                  <th scope="col" className="wide-only">
                    Data
                  </th>
                  <th scope="col" className="wide-only">
                    Uptime promised
                  </th>
                  <th scope="col" className="number">
                    <span className="visually-hidden">Choose</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {terms.map((each) => (
                  <tr key={each.plan}>
                    <td>{each.title}</td>
                    <td className="nowrap">{each.maxNodes ?? `${each.freeNodes} and more`}</td>
                    <td className="number">
                      {each.maxNodes === undefined ? formatMoney(each.pricePerNodeHour) : 'free'}
                    </td>
                    <td className="wide-only">{each.dataDays} days</td>
                    <td className="wide-only">{each.agreement === 'none' ? 'no' : `${each.agreement} %`}</td>
                    <td className="number">
                      {each.plan === (nextPlan ?? plan) ? (
                        <State tone="ok" label={nextPlan ? 'from the next hour' : 'yours'} />
                      ) : (
                        <Button
                          size="compact-sm"
                          variant="default"
                          loading={choose.isPending && choose.variables === each.plan}
                          onClick={() => choose.mutate(each.plan)}
                          aria-label={`Choose ${each.title}`}
                        >
                          Choose
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
      {choose.error && (
        <div className="card-body">
          <ErrorNotice error={choose.error} />
        </div>
      )}
    </Card>
  );
}
