import { Button, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { api, send } from '../api/client';
import { ErrorNotice } from '../components/ErrorNotice';
import { Gate } from './Gate';

/** Posting the token again within its life gives the same answer, so this may run as a query: once per visit, however often drawn. */
export function Verify() {
  const [search] = useSearchParams();
  const token = search.get('token') ?? '';
  const verified = useQuery({
    queryKey: ['verification', token],
    enabled: token !== '',
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    queryFn: () => send(api.POST('/email-verifications', { body: { token } })),
  });
  if (verified.data) {
    const { email } = verified.data;
    return (
      <Gate title="Your address is verified" lead={email}>
        <Button component={Link} to={`/sign-in?email=${encodeURIComponent(email)}`} fullWidth>
          Continue to sign in
        </Button>
      </Gate>
    );
  }
  if (token === '' || verified.error) {
    return (
      <Gate title="This link does not work">
        <Stack gap="md">
          <p className="dim">
            It may have expired, or the mail program cut it short. Ask for a new one when you sign in.
          </p>
          <ErrorNotice error={verified.error} />
          <Button component={Link} to="/sign-in" variant="default">
            Go to sign in
          </Button>
        </Stack>
      </Gate>
    );
  }
  return (
    <Gate title="Verifying your address">
      <Skeleton height={36} />
    </Gate>
  );
}
