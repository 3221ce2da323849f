import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeControlPlane, problemBody } from '../test/fakeControlPlane';
import { renderConsole } from '../test/renderConsole';
import { adc, adcId, document, organisation, session } from '../test/samples';

const path = `/organisations/${organisation}/adcs/${adcId}`;
const base = {
  'GET /sessions/current': [200, session] as [number, unknown],
  [`GET /organisations/${organisation}/nodes`]: [200, { items: [] }] as [number, unknown],
};

function server(index: number) {
  const pool = screen.getByRole('group', { name: 'Pool 1' });
  return within(within(pool).getByRole('group', { name: `Server ${index}` }));
}

test('saving sends the whole document with what was changed, the ETag and the CSRF token', async () => {
  const extra = { futureSetting: { keep: ['me'] } };
  const plane = fakeControlPlane({
    ...base,
    [`GET ${path}`]: [200, adc(3, extra as object), { ETag: '"3"' }],
    [`PUT ${path}`]: ({ body }) => [200, adc(4, body as object), { ETag: '"4"' }],
  });
  renderConsole(`/o/${organisation}/adcs/${adcId}`);
  const user = userEvent.setup({ delay: null });
  await screen.findByRole('group', { name: 'Pool 1' });
  await user.clear(server(2).getByLabelText('Host'));
  await user.type(server(2).getByLabelText('Host'), '10.0.0.9');
  await user.click(screen.getByRole('button', { name: 'Save' }));

  await screen.findByText('Version 4 is on its way to the nodes.');
  const [put] = plane.of('PUT', path);
  const expected = { ...document(), ...extra };
  expected.pools[0]?.servers.splice(1, 1, { host: '10.0.0.9', port: 80 });
  expect(put?.body).toEqual(expected);
  expect(put?.headers.get('If-Match')).toBe('"3"');
  expect(put?.headers.get('X-CSRF-Token')).toBe('csrf-1');
});

test('a problem told by the control plane stands at its very field, which gets the focus', async () => {
  fakeControlPlane({
    ...base,
    [`GET ${path}`]: [200, adc(3), { ETag: '"3"' }],
    [`PUT ${path}`]: [
      422,
      problemBody(422, 'invalid', [
        { pointer: '/pools/0/servers/1/port', code: 'forbidden', message: 'Port 22 is not for the web.' },
      ]),
    ],
  });
  renderConsole(`/o/${organisation}/adcs/${adcId}`);
  const user = userEvent.setup({ delay: null });
  await screen.findByRole('group', { name: 'Pool 1' });
  await user.clear(server(2).getByLabelText('Port'));
  await user.type(server(2).getByLabelText('Port'), '22');
  await user.click(screen.getByRole('button', { name: 'Save' }));

  const port = () => server(2).getByLabelText('Port');
  await waitFor(() => expect(port()).toHaveAccessibleDescription('Port 22 is not for the web.'));
  expect(port()).toHaveFocus();
  expect(server(1).getByLabelText('Port')).not.toBeInvalid();
});

test('what the form itself can tell is not sent at all', async () => {
  const plane = fakeControlPlane({ ...base, [`GET ${path}`]: [200, adc(3), { ETag: '"3"' }] });
  renderConsole(`/o/${organisation}/adcs/${adcId}`);
  const user = userEvent.setup({ delay: null });
  await screen.findByRole('group', { name: 'Pool 1' });
  await user.clear(server(1).getByLabelText('Host'));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(server(1).getByLabelText('Host')).toHaveFocus());
  expect(server(1).getByLabelText('Host')).toHaveAccessibleDescription('A host is needed.');
  expect(plane.of('PUT', path)).toHaveLength(0);
});

test('a change meanwhile is named with its author, and can be overwritten knowingly', async () => {
  const theirs = adc(4, { listeners: [{ port: 8443 }] });
  let current = adc(3);
  const plane = fakeControlPlane({
    ...base,
    [`GET ${path}`]: () => [200, current, { ETag: `"${current.version}"` }],
    [`GET ${path}/versions`]: [
      200,
      {
        items: [
          {
            version: 4,
            createdAt: '2026-01-02T00:00:00Z',
            author: 'jonas@lark.example',
            why: '',
            document: theirs.document,
          },
        ],
      },
    ],
    [`PUT ${path}`]: ({ headers, body }) => {
      if (headers.get('If-Match') === '"4"') return [200, adc(5, body as object), { ETag: '"5"' }];
      current = theirs;
      return [412, problemBody(412, 'changed-meanwhile')];
    },
  });
  renderConsole(`/o/${organisation}/adcs/${adcId}`);
  const user = userEvent.setup({ delay: null });
  await screen.findByRole('group', { name: 'Pool 1' });
  await user.type(server(1).getByLabelText('Host'), '1');
  await user.click(screen.getByRole('button', { name: 'Save' }));

  const dialog = await screen.findByRole('dialog', { name: 'Changed meanwhile' });
  expect(await within(dialog).findByText('jonas@lark.example')).toBeVisible();
  expect(within(dialog).getByText('Listener 0.0.0.0:8443')).toBeVisible();
  await user.click(within(dialog).getByRole('button', { name: 'Overwrite with mine' }));
  await screen.findByText('Version 5 is on its way to the nodes.');
  expect(plane.of('PUT', path).map(({ headers }) => headers.get('If-Match'))).toEqual(['"3"', '"4"']);
});
