import { NumberInput, Slider, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../components/Card';
import { Loaded } from '../components/Loaded';
import { formatExact } from '../lib/format';
import { simulationQuery } from './billingQueries';
import { formatMoney } from './money';

interface Props {
  organisation: string;
  running: number;
}

const MOST = 1_000_000;
const SLIDER_MOST = 50;

export function Simulator({ organisation, running }: Props) {
  const [nodes, setNodes] = useState(Math.max(running, 12));
  const [asked] = useDebouncedValue(nodes, 150);
  const query = useQuery(simulationQuery(organisation, asked));
  return (
    <Card title="What would it cost?">
      <Stack gap="md">
        <NumberInput
          label="Nodes, all month"
          value={nodes}
          min={0}
          max={MOST}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          onChange={(value) => setNodes(typeof value === 'number' ? value : 0)}
        />
        <Slider
          thumbLabel="Nodes"
          min={0}
          max={Math.max(SLIDER_MOST, running)}
          value={Math.min(nodes, Math.max(SLIDER_MOST, running))}
          onChange={setNodes}
          label={null}
        />
        <Loaded query={query} rows={4}>
          {(simulation) => (
            <>
              <p aria-live="polite">
                {simulation.refusal?.code === 'plan-limit' ? (
                  <>Your plan does not have {nodeCount(simulation.nodes)}. A whole month of them would cost:</>
                ) : (
                  <>
                    With {nodeCount(simulation.nodes)} you would pay{' '}
                    <strong>{formatMoney(simulation.fullMonth)}</strong> for the whole of next month, and{' '}
                    <strong>{formatMoney(simulation.monthEnd)}</strong> for this one, if they run from now on.
                  </>
                )}
              </p>
              <table className="table" aria-label="A whole month by plan">
                <tbody>
                  {simulation.plans.map((plan) => (
                    <tr key={plan.plan}>
                      <td>{plan.title}</td>
                      <td className="number">{plan.possible ? formatMoney(plan.fullMonth) : 'not so many'}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {simulation.refusal && (
                <div className="notice warn">
                  So many would be refused. {simulation.refusal.why} {simulation.refusal.remedy}
                </div>
              )}
            </>
          )}
        </Loaded>
      </Stack>
    </Card>
  );
}

const nodeCount = (nodes: number) => (nodes === 1 ? '1 node' : `${formatExact(nodes)} nodes`);
