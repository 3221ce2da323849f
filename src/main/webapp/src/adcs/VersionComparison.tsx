import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../api/client';
import { Card } from '../components/Card';
import { Differences } from './Differences';

interface Props {
  versions: Schemas['AdcVersion'][];
  chosen: number | undefined;
}

/** The chosen version beside the one before it, or beside any other. */
export function VersionComparison({ versions, chosen }: Props) {
  const [other, setOther] = useState<{ of: number; with: number }>();
  const after = versions.find(({ version }) => version === chosen) ?? versions[0];
  if (!after) return null;
  const with_ = other?.of === after.version ? other.with : after.version - 1;
  const before = versions.find(({ version }) => version === with_);
  const options = versions.filter(({ version }) => version !== after.version);
  return (
    <Card
      title={before ? `From version ${before.version} to ${after.version}` : `Version ${after.version}`}
      actions={
        options.length > 0 && (
          <NativeSelect
            size="xs"
            aria-label="Compare with"
            value={before?.version ?? ''}
            onChange={(event) => setOther({ of: after.version, with: Number(event.currentTarget.value) })}
            data={[
              ...(before ? [] : [{ value: '', label: 'compare with…', disabled: true }]),
              ...options.map(({ version }) => ({ value: String(version), label: `compare with version ${version}` })),
            ]}
          />
        )
      }
    >
      {before ? (
        <Differences before={before.document} after={after.document} />
      ) : (
        <Differences before={{}} after={after.document} />
      )}
    </Card>
  );
}
