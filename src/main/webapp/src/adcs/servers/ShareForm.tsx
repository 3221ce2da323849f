import { Group, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { fieldError } from '../../api/problem';
import type { FormProps } from './OrderDialog';
import { OrderForm } from './OrderForm';

/** A condition as two fields: nothing typed leaves the conditions of the stage as they are. */
function condition(name: string, value: string) {
  if (name.trim() === '') return undefined;
  return [{ name: name.trim(), ...(value.trim() === '' ? {} : { values: [value.trim()] }) }];
}

export function ShareForm({ server, order, onClose }: FormProps) {
  const [percent, setPercent] = useState<number | string>(server.stage?.sharePercent ?? 10);
  const [header, setHeader] = useState({ name: '', value: '' });
  const [cookie, setCookie] = useState({ name: '', value: '' });
  const others = (server.stage?.servers ?? 1) - 1;
  const submit = (why: string | undefined) =>
    order.mutate(
      {
        what: 'share',
        body: {
          pool: server.pool,
          server: server.name,
          sharePercent: Number(percent),
          headers: condition(header.name, header.value),
          cookies: condition(cookie.name, cookie.value),
          why,
        },
      },
      { onSuccess: onClose },
    );
  return (
    <OrderForm
      action="Share"
      order={order}
      places={['/sharePercent', '/headers/0/name', '/cookies/0/name']}
      onClose={onClose}
      onSubmit={submit}
    >
      <NumberInput
        label={
          others > 0 ? `Of the pool’s traffic, for the ${others + 1} servers of its stage` : 'Of the pool’s traffic'
        }
        description="The others share the rest. A visitor keeps to where they are while the share grows."
        suffix=" %"
        min={0}
        max={100}
        allowDecimal
        decimalScale={2}
        value={percent}
        error={fieldError(order.error, '/sharePercent')}
        onChange={setPercent}
        data-autofocus
      />
      <Pair what="header" value={header} error={fieldError(order.error, '/headers/0/name')} onChange={setHeader} />
      <Pair what="cookie" value={cookie} error={fieldError(order.error, '/cookies/0/name')} onChange={setCookie} />
    </OrderForm>
  );
}

interface PairProps {
  what: string;
  value: { name: string; value: string };
  error: string | undefined;
  onChange: (value: { name: string; value: string }) => void;
}

function Pair({ what, value, error, onChange }: PairProps) {
  return (
    <Group gap="xs" align="flex-start" grow>
      <TextInput
        label={`And all with this ${what}`}
        placeholder="none"
        autoComplete="off"
        spellCheck={false}
        value={value.name}
        error={error}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
      />
      <TextInput
        label="Value"
        placeholder="any"
        autoComplete="off"
        spellCheck={false}
        value={value.value}
        onChange={(event) => onChange({ ...value, value: event.currentTarget.value })}
      />
    </Group>
  );
}
