import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Schemas } from '../api/client';
import { fakeControlPlane, problemBody } from '../test/fakeControlPlane';
import { renderConsole } from '../test/renderConsole';
import { organisation, session } from '../test/samples';

const path = `/organisations/${organisation}/billing`;
const usd = (amount: string) => ({ amount, currency: 'USD' });

const billing = (caps: Schemas['Caps']): Schemas['Billing'] => ({
  plan: 'pro',
  cardOnFile: true,
  standing: 'good',
  caps,
  month: {
    from: '2033-11-01T00:00:00Z',
    to: '2033-12-01T00:00:00Z',
    spent: { nodeHours: 70, billableNodeHours: 20, amount: usd('2.60'), lines: [] },
    forecast: usd('186.94'),
  },
  nodes: { present: [], slotsTaken: 7 },
});

function plane(more: Parameters<typeof fakeControlPlane>[0]) {
  return fakeControlPlane({
    'GET /sessions/current': [200, session],
    [`GET ${path}`]: [200, billing({ maxNodes: 9 }), { ETag: '"4"' }],
    [`GET ${path}/plans`]: [200, []],
    [`GET ${path}/warnings`]: [200, { items: [] }],
    [`GET ${path}/simulation`]: [
      200,
      {
        nodes: 12,
        monthEnd: usd('648.44'),
        fullMonth: usd('677.04'),
        plans: [],
        refusal: { code: 'node-cap', why: 'Your cap is 9 nodes.', remedy: 'Raise the cap.' },
      },
    ],
    ...more,
  });
}

test('caps are saved as they were typed, for the version that was read', async () => {
  const control = plane({
    [`PUT ${path}/caps`]: [200, billing({ maxNodes: 9, maxSpend: usd('1200.50') }), { ETag: '"5"' }],
  });
  renderConsole(`/o/${organisation}/billing`);
  const user = userEvent.setup({ delay: null });
  await user.type(await screen.findByLabelText('Never more money a month than'), '1,200.50');
  await user.click(screen.getByRole('button', { name: 'Save caps' }));
  await waitFor(() => expect(control.of('PUT', `${path}/caps`)).toHaveLength(1));
  const [sent] = control.of('PUT', `${path}/caps`);
  expect(sent?.body).toEqual({ maxNodes: 9, maxSpend: usd('1200.50') });
  expect(sent?.headers.get('If-Match')).toBe('"4"');
  expect(await screen.findByText('The caps are saved.')).toBeInTheDocument();
});

test('a cap that makes no sense is told at its field', async () => {
  plane({
    [`PUT ${path}/caps`]: [
      422,
      problemBody(422, 'invalid', [
        { pointer: '/maxSpend/amount', code: 'not-a-decimal', message: 'Write a decimal.' },
      ]),
    ],
  });
  renderConsole(`/o/${organisation}/billing`);
  const user = userEvent.setup({ delay: null });
  await user.type(await screen.findByLabelText('Never more money a month than'), 'plenty');
  await user.click(screen.getByRole('button', { name: 'Save caps' }));
  expect(await screen.findByText('Write a decimal.')).toBeInTheDocument();
});

test('the simulator says what so many nodes cost and that they would be refused', async () => {
  plane({});
  renderConsole(`/o/${organisation}/billing`);
  expect(await screen.findByText('$677.04')).toBeInTheDocument();
  expect(screen.getByText(/So many would be refused. Your cap is 9 nodes. Raise the cap./)).toBeInTheDocument();
});
