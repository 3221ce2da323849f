import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';
import { api, rememberCsrfToken, send } from '../api/client';
import { ApiError, fieldError } from '../api/problem';
import { sessionQuery, useSession } from '../api/session';
import { ErrorNotice } from '../components/ErrorNotice';
import { safeReturnPath } from '../lib/returnPath';
import { Gate } from './Gate';

export function SignIn() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const client = useQueryClient();
  const session = useSession();
  const [email, setEmail] = useState(search.get('email') ?? '');
  const [password, setPassword] = useState('');
  const back = safeReturnPath(search.get('return'));

  const signIn = useMutation({
    mutationFn: () => send(api.POST('/sessions', { body: { email: email.trim(), password } })),
    onSuccess: async (made) => {
      rememberCsrfToken(made.csrfToken);
      client.setQueryData(sessionQuery.queryKey, made);
      await navigate(back, { replace: true });
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  if (session.data && signIn.isIdle) return <Navigate to={back} replace />;

  const code = signIn.error instanceof ApiError ? signIn.error.code : undefined;
  return (
    <Gate
      title="Sign in"
      lead={
        <>
          New here? <Link to="/sign-up">Sign up</Link>
        </>
      }
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput
            label="E-mail"
            type="email"
            name="email"
            autoComplete="username"
            autoFocus={email === ''}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={fieldError(signIn.error, '/email')}
          />
          <PasswordInput
            label="Password"
            name="password"
            autoComplete="current-password"
            autoFocus={email !== ''}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={fieldError(signIn.error, '/password')}
            visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed' }}
          />
          {code === 'bad-credentials' && (
            <div className="notice bad" role="alert">
              The e-mail address or the password is wrong.
            </div>
          )}
          {code === 'email-not-verified' && (
            <div className="notice warn" role="alert">
              This address is not verified yet. Follow the link in the letter, or{' '}
              <Link to={`/check-mail?email=${encodeURIComponent(email.trim())}`}>have it sent again</Link>.
            </div>
          )}
          {code !== 'bad-credentials' && code !== 'email-not-verified' && <ErrorNotice error={signIn.error} />}
          <Button type="submit" loading={signIn.isPending} fullWidth>
            Sign in
          </Button>
        </Stack>
      </form>
    </Gate>
  );
}
