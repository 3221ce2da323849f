import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeControlPlane, problemBody } from '../test/fakeControlPlane';
import { renderConsole } from '../test/renderConsole';
import { organisation, session } from '../test/samples';

test('an ended session leads to sign-in and, after it, back to where one was', async () => {
  let signedIn = false;
  fakeControlPlane({
    'GET /sessions/current': () => (signedIn ? [200, session] : [401, problemBody(401, 'not-signed-in')]),
    'POST /sessions': () => {
      signedIn = true;
      return [201, session];
    },
    [`GET /organisations/${organisation}/nodes`]: [200, { items: [] }],
  });
  const router = renderConsole(`/o/${organisation}/nodes`);
  const user = userEvent.setup({ delay: null });
  await user.type(await screen.findByLabelText('E-mail'), 'mara@lark.example');
  await user.type(screen.getByLabelText('Password'), 'correct horse battery');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  await screen.findByText('No nodes yet');
  expect(router.state.location.pathname).toBe(`/o/${organisation}/nodes`);
});

test('each field of the sign-up says what is wrong with it', async () => {
  fakeControlPlane({
    'POST /sign-ups': [
      422,
      problemBody(422, 'invalid', [
        { pointer: '/email', code: 'malformed', message: 'This is not an e-mail address.' },
        { pointer: '/password', code: 'too-short', message: 'At least 12 characters.' },
      ]),
    ],
  });
  renderConsole('/sign-up');
  await userEvent.click(await screen.findByRole('button', { name: 'Sign up' }));
  await waitFor(() =>
    expect(screen.getByLabelText('E-mail')).toHaveAccessibleDescription('This is not an e-mail address.'),
  );
  expect(screen.getByLabelText('Password')).toHaveAccessibleDescription('At least 12 characters.');
  expect(screen.getByLabelText('Organisation')).not.toBeInvalid();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a problem of no field is told with its code and request id', async () => {
  fakeControlPlane({ 'POST /sign-ups': [429, problemBody(429, 'too-many'), { 'Retry-After': '30' }] });
  renderConsole('/sign-up');
  await userEvent.click(await screen.findByRole('button', { name: 'Sign up' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(/30 seconds.*too-many.*request-1/);
});

test('the link of the letter verifies and offers to sign in', async () => {
  const plane = fakeControlPlane({ 'POST /email-verifications': [200, { email: 'mara@lark.example' }] });
  renderConsole('/verify?token=abc');
  expect(await screen.findByRole('link', { name: 'Continue to sign in' })).toHaveAttribute(
    'href',
    '/sign-in?email=mara%40lark.example',
  );
  expect(plane.of('POST', '/email-verifications').map(({ body }) => body)).toEqual([{ token: 'abc' }]);
});
