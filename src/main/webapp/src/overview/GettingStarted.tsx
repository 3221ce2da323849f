import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { trafficQuery } from '../api/traffic';
import { ranges } from '../charts/ranges';
import { Card } from '../components/Card';
import { CodeLine } from '../components/CodeLine';
import { Step } from './Step';

interface Props {
  organisation: string;
  nodes: Schemas['Node'][] | undefined;
  adcs: Schemas['Adc'][] | undefined;
}

const longest = ranges.at(-1) ?? ranges[0];

/** Three steps to the first served request. They tick themselves off; then this leaves. */
export function GettingStarted({ organisation, nodes, adcs }: Props) {
  const [wasNeeded, setWasNeeded] = useState(false);
  const traffic = useQuery({
    ...trafficQuery(organisation, wasNeeded ? ranges[0] : longest),
    // Asked once; and again and again only while it is waited for.
    refetchInterval: wasNeeded ? 3_000 : false,
  });
  const done = {
    adc: (adcs?.length ?? 0) > 0,
    node: (nodes?.length ?? 0) > 0,
    traffic: (traffic.data?.series[0]?.total.requests ?? 0) > 0,
  };
  const isKnown = nodes !== undefined && adcs !== undefined && traffic.data !== undefined;
  const isDone = done.adc && done.node && done.traffic;
  if (isKnown && !isDone && !wasNeeded) setWasNeeded(true);
  const [hidden, setHidden] = useState(false);
  if (hidden || (!wasNeeded && (!isKnown || isDone))) return null;

  const base = `/o/${organisation}`;
  return (
    <Card
      title={isDone ? 'All set: your node serves its first requests' : 'Three steps to your first request'}
      flush
      actions={
        isDone && (
          <Button size="compact-sm" variant="default" onClick={() => setHidden(true)}>
            Hide
          </Button>
        )
      }
    >
      <ol className="steps">
        <Step number={1} done={done.adc} title="Create an ADC">
          <p className="dim small">Say on which port to listen and where your servers are.</p>
          <Button component={Link} to={`${base}/adcs/new`} size="xs" mt={8}>
            Create ADC
          </Button>
        </Step>
        <Step number={2} done={done.node} title="Join a node">
          <p className="dim small">
            One command on a machine of yours. It keeps serving, even when Nova cannot be reached.
          </p>
          <Button component={Link} to={`${base}/nodes?add`} size="xs" mt={8} variant={done.adc ? 'filled' : 'default'}>
            Add a node
          </Button>
        </Step>
        <Step number={3} done={done.traffic} title="Send traffic">
          <p className="dim small">
            {done.adc && done.node ? 'Waiting for the first request…' : 'With an ADC and a node, this is the line:'}
          </p>
          <div style={{ marginTop: 8 }}>
            <CodeLine text={curlLine(nodes, adcs)} />
          </div>
        </Step>
      </ol>
    </Card>
  );
}

export function curlLine(nodes: Props['nodes'], adcs: Props['adcs']): string {
  const listener = adcs?.[0]?.document.listeners[0];
  const address = listener?.address;
  const isOpen = address === undefined || address === '0.0.0.0' || address === '::';
  const host = isOpen ? (nodes?.[0]?.hostname ?? 'your-node') : address.includes(':') ? `[${address}]` : address;
  return `curl http://${host}:${listener?.port ?? 8080}/`;
}
