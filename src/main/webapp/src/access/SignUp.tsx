import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api, send } from '../api/client';
import { fieldError, isFullyPlaced } from '../api/problem';
import { ErrorNotice } from '../components/ErrorNotice';
import { Gate } from './Gate';
import { PasswordHint } from './PasswordHint';
import { passwordStrength } from './passwordStrength';

const pointers = ['/organisation', '/email', '/password'];

export function SignUp() {
  const navigate = useNavigate();
  const [organisation, setOrganisation] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  const signUp = useMutation({
    mutationFn: () =>
      send(api.POST('/sign-ups', { body: { organisation: organisation.trim(), email: email.trim(), password } })),
    onSuccess: (sent) => navigate(`/check-mail?email=${encodeURIComponent(sent.email)}`),
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    signUp.mutate();
  };
  return (
    <Gate
      title="Create your organisation"
      lead={
        <>
          Five nodes are free, for good. Have an account? <Link to="/sign-in">Sign in</Link>
        </>
      }
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput
            label="Organisation"
            name="organization"
            autoComplete="organization"
            autoFocus
            value={organisation}
            onChange={(event) => setOrganisation(event.currentTarget.value)}
            error={fieldError(signUp.error, '/organisation')}
          />
          <TextInput
            label="E-mail"
            type="email"
            name="email"
            autoComplete="email"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={fieldError(signUp.error, '/email')}
          />
          <div>
            <PasswordInput
              label="Password"
              name="password"
              autoComplete="new-password"
              mb={6}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              error={fieldError(signUp.error, '/password')}
              visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed' }}
            />
            <PasswordHint strength={passwordStrength(password, email)} />
          </div>
          {!isFullyPlaced(signUp.error, pointers) && <ErrorNotice error={signUp.error} />}
          <Button type="submit" loading={signUp.isPending} fullWidth>
            Sign up
          </Button>
        </Stack>
      </form>
    </Gate>
  );
}
