import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { api, type Schemas, sendTagged, type Tagged } from '../api/client';
import { fieldError, hasStatus, isFullyPlaced } from '../api/problem';
import { Card } from '../components/Card';
import { ErrorNotice } from '../components/ErrorNotice';
import { toast } from '../components/toastStore';
import { billingQuery } from './billingQueries';
import { typedMoney } from './money';

interface Props {
  organisation: string;
  billing: Tagged<Schemas['Billing']>;
}

const places = ['/maxNodes', '/maxSpend/amount', '/warnSpend/amount'];

const textsOf = ({ maxNodes, maxSpend, warnSpend }: Schemas['Caps']) => ({
  maxNodes: maxNodes?.toString() ?? '',
  maxSpend: maxSpend?.amount ?? '',
  warnSpend: warnSpend?.amount ?? '',
});

/** Holds the ETag that was read when editing began: what came in between is noticed. */
export function CapsCard({ organisation, billing }: Props) {
  const client = useQueryClient();
  const [edited, setEdited] = useState<{ etag: string; texts: ReturnType<typeof textsOf> }>();
  const texts = edited?.texts ?? textsOf(billing.value.caps);
  const edit = (change: Partial<typeof texts>) =>
    setEdited({ etag: edited?.etag ?? billing.etag, texts: { ...texts, ...change } });
  const { queryKey } = billingQuery(organisation);
  const save = useMutation({
    mutationFn: () =>
      sendTagged(
        api.PUT('/organisations/{organisation}/billing/caps', {
          params: { path: { organisation }, header: { 'If-Match': edited?.etag ?? billing.etag } },
          body: {
            maxNodes: texts.maxNodes.trim() === '' ? undefined : Number(texts.maxNodes),
            maxSpend: typedMoney(texts.maxSpend),
            warnSpend: typedMoney(texts.warnSpend),
          },
        }),
      ),
    onSuccess: (changed) => {
      client.setQueryData(queryKey, changed);
      void client.invalidateQueries({ queryKey: ['o', organisation, 'billing', 'simulation'] });
      setEdited(undefined);
      toast('The caps are saved.');
    },
    onError: () => client.invalidateQueries({ queryKey }),
  });
  const startAgain = () => {
    setEdited(undefined);
    save.reset();
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Card title="Caps">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput
            label="Never more nodes than"
            placeholder="no cap"
            inputMode="numeric"
            value={texts.maxNodes}
            onChange={(event) => edit({ maxNodes: event.currentTarget.value })}
            error={fieldError(save.error, '/maxNodes')}
          />
          <TextInput
            label="Never more money a month than"
            description="Checked before a node joins: it must fit until the end of this month and all of the next"
            placeholder="no cap"
            inputMode="decimal"
            leftSection="$"
            value={texts.maxSpend}
            onChange={(event) => edit({ maxSpend: event.currentTarget.value })}
            error={fieldError(save.error, '/maxSpend/amount')}
          />
          <TextInput
            label="Tell us when a month reaches, or will reach"
            placeholder="never"
            inputMode="decimal"
            leftSection="$"
            value={texts.warnSpend}
            onChange={(event) => edit({ warnSpend: event.currentTarget.value })}
            error={fieldError(save.error, '/warnSpend/amount')}
          />
          {hasStatus(save.error, 412) ? (
            <div className="notice warn" role="alert">
              They were changed meanwhile.{' '}
              <Button size="compact-xs" variant="default" onClick={startAgain}>
                Start again from that
              </Button>
            </div>
          ) : (
            !isFullyPlaced(save.error, places) && <ErrorNotice error={save.error} />
          )}
          <Group justify="space-between" gap="xs">
            <span className="dim small">Caps stop nothing that runs.</span>
            <Button type="submit" loading={save.isPending} disabled={!edited}>
              Save caps
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
