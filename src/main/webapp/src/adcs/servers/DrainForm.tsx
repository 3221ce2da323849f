import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { fieldError } from '../../api/problem';
import { formatCount } from '../../lib/format';
import type { FormProps } from './OrderDialog';
import { OrderForm } from './OrderForm';

const deadlines = [
  { value: '', label: 'whenever it is done' },
  { value: '30', label: 'at the latest in 30 seconds' },
  { value: '300', label: 'at the latest in 5 minutes' },
  { value: '1800', label: 'at the latest in 30 minutes' },
  { value: '14400', label: 'at the latest in 4 hours' },
  { value: '0', label: 'at once: cut off what it has' },
];

export function DrainForm({ server, order, onClose }: FormProps) {
  const [deadline, setDeadline] = useState('300');
  const how = deadline === '0' ? { force: true } : deadline === '' ? {} : { deadlineSeconds: Number(deadline) };
  return (
    <OrderForm
      action="Drain"
      order={order}
      places={['/deadlineSeconds']}
      onClose={onClose}
      onSubmit={(why) =>
        order.mutate(
          { what: 'drain', body: { pool: server.pool, server: server.name, ...how, why } },
          { onSuccess: onClose },
        )
      }
    >
      <p>
        It gets nothing new and finishes what it has: <strong>{formatCount(server.inFlight)}</strong> in flight now.
        Sticky sessions move on.
      </p>
      <NativeSelect
        label="Out of service"
        data={deadlines}
        value={deadline}
        error={fieldError(order.error, '/deadlineSeconds')}
        onChange={(event) => setDeadline(event.currentTarget.value)}
        data-autofocus
      />
    </OrderForm>
  );
}
