import { Button, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { api, send } from '../api/client';
import { ErrorNotice } from '../components/ErrorNotice';
import { toast } from '../components/toastStore';
import { Gate } from './Gate';

export function CheckMail() {
  const [search] = useSearchParams();
  const email = search.get('email') ?? '';
  const resend = useMutation({
    mutationFn: () => send(api.POST('/email-verification-requests', { body: { email } })),
    onSuccess: () => toast(`Another letter is on its way to ${email}.`),
  });
  return (
    <Gate title="Check your mail">
      <Stack gap="md">
        <p>
          We sent a letter to <strong>{email || 'your address'}</strong>. Follow the link in it to verify the address;
          then you can sign in.
        </p>
        <p className="dim small">Nothing there after a minute? Look among the junk, or have it sent again.</p>
        <ErrorNotice error={resend.error} />
        <Button variant="default" disabled={email === ''} loading={resend.isPending} onClick={() => resend.mutate()}>
          Send it again
        </Button>
        <p className="small">
          <Link to={`/sign-in?email=${encodeURIComponent(email)}`}>Sign in</Link> ·{' '}
          <Link to="/sign-up">Use another address</Link>
        </p>
      </Stack>
    </Gate>
  );
}
