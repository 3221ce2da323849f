import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeControlPlane, problemBody } from '../../test/fakeControlPlane';
import { renderConsole } from '../../test/renderConsole';
import { adc, adcId, organisation, session } from '../../test/samples';
import type { ServerState } from './serverStates';

const path = `/organisations/${organisation}/adcs/${adcId}`;

const state = (more: Partial<ServerState> = {}): ServerState => ({
  pool: 'web',
  name: 'a',
  host: '10.0.0.1',
  port: 80,
  weight: 1,
  backup: false,
  service: 'serving',
  health: 'healthy',
  passive: false,
  inFlight: 12,
  nodes: { all: 1, online: 1, current: 1, healthy: 1, unhealthy: 0, unknown: 0 },
  seenBy: [],
  ...more,
});

function plane(servers: () => ServerState[], more: Parameters<typeof fakeControlPlane>[0] = {}) {
  return fakeControlPlane({
    'GET /sessions/current': [200, session],
    [`GET /organisations/${organisation}/nodes`]: [200, { items: [] }],
    [`GET ${path}`]: [200, adc(3), { ETag: '"3"' }],
    [`GET ${path}/servers`]: () => [200, { items: servers() }],
    ...more,
  });
}

test('a drain is asked for with its deadline and its reason, and then counted down', async () => {
  let drain: ServerState['drain'];
  const control = plane(() => [state(drain ? { service: 'draining', drain, inFlight: 4 } : {})], {
    [`POST ${path}/servers/drain`]: () => {
      drain = { forceAt: new Date(Date.now() + 290_000).toISOString() };
      return [200, adc(4), { ETag: '"4"' }];
    },
  });
  renderConsole(`/o/${organisation}/adcs/${adcId}/servers`);
  const user = userEvent.setup({ delay: null });
  await user.click(await screen.findByRole('button', { name: 'Drain a' }));
  const dialog = await screen.findByRole('dialog', { name: 'Drain a' });
  await user.type(within(dialog).getByLabelText('Why'), 'release 42');
  await user.click(within(dialog).getByRole('button', { name: 'Drain' }));

  expect(await screen.findByRole('timer', { name: 'Time left for a' })).toHaveTextContent(/cut off in 4:[45]\d/);
  expect(control.of('POST', `${path}/servers/drain`)[0]?.body).toEqual({
    pool: 'web',
    server: 'a',
    deadlineSeconds: 300,
    why: 'release 42',
  });
  expect(screen.getByRole('button', { name: 'Bring a back' })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Cut off what is left on a' })).toBeVisible();
});

test('what is wrong with an order stands at its field', async () => {
  plane(() => [state()], {
    [`POST ${path}/servers/share`]: [
      422,
      problemBody(422, 'invalid', [
        { pointer: '/sharePercent', code: 'too-much', message: 'With the stages before it this is more than 100 %.' },
      ]),
    ],
  });
  renderConsole(`/o/${organisation}/adcs/${adcId}/servers`);
  const user = userEvent.setup({ delay: null });
  await user.click(await screen.findByRole('button', { name: 'More for a' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Share of the traffic…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Share of the traffic for a' });
  await user.click(within(dialog).getByRole('button', { name: 'Share' }));
  const percent = within(dialog).getByLabelText('Of the pool’s traffic');
  await waitFor(() =>
    expect(percent).toHaveAccessibleDescription(/With the stages before it this is more than 100 %\./),
  );
});
