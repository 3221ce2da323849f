import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Card } from '../components/Card';
import { ErrorNotice } from '../components/ErrorNotice';
import { State } from '../components/State';
import { formatExact } from '../lib/format';
import { verifyLedger } from './usageQueries';

export function LedgerCard({ organisation }: { organisation: string }) {
  const verify = useMutation({ mutationFn: () => verifyLedger(organisation) });
  return (
    <Card
      title="Ledger"
      actions={
        <>
          <Button size="compact-sm" variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
            Check it
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            component="a"
            href={`/api/v1/organisations/${organisation}/ledger/csv`}
            download
          >
            Download
          </Button>
        </>
      }
    >
      <p className="dim small" style={{ maxWidth: '75ch' }}>
        Closed hours never change. Each is chained to the one before it by a hash, so that whoever keeps the newest hash
        can tell later that nothing older was altered. The file has everything to calculate it yourself.
      </p>
      <div aria-live="polite">
        {verify.data && (
          <dl className="facts" style={{ marginTop: 12 }}>
            <dt>Checked</dt>
            <dd>
              <State
                tone={verify.data.intact ? 'ok' : 'bad'}
                label={verify.data.intact ? 'intact' : `link ${verify.data.brokenLink} does not hold`}
              />
            </dd>
            <dt>Links</dt>
            <dd>
              {formatExact(verify.data.links)}, {formatExact(verify.data.nodeHours)} node-hours
            </dd>
            <dt>Newest hash</dt>
            <dd className="mono">{verify.data.head}</dd>
          </dl>
        )}
        <ErrorNotice error={verify.error} />
      </div>
    </Card>
  );
}
