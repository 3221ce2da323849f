import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { fieldError } from '../../api/problem';
import type { FormProps } from './OrderDialog';
import { OrderForm } from './OrderForm';

export function WeightForm({ server, order, onClose }: FormProps) {
  const [weight, setWeight] = useState<number | string>(server.weight);
  return (
    <OrderForm
      action="Set weight"
      order={order}
      places={['/weight']}
      onClose={onClose}
      onSubmit={(why) =>
        order.mutate(
          { what: 'weight', body: { pool: server.pool, server: server.name, weight: Number(weight), why } },
          { onSuccess: onClose },
        )
      }
    >
      <NumberInput
        label="Weight"
        description="0 to 256; twice the weight is twice the traffic, 0 only sticky sessions"
        min={0}
        max={256}
        allowDecimal={false}
        value={weight}
        error={fieldError(order.error, '/weight')}
        onChange={setWeight}
        data-autofocus
      />
    </OrderForm>
  );
}
