import { Button } from '@mantine/core';
import { useRouteError } from 'react-router';
import { Page } from '../components/Page';

export function PageFailed() {
  const error = useRouteError();
  return (
    <Page title="This page broke">
      <div className="stack" style={{ alignItems: 'flex-start' }}>
        <div className="notice bad" role="alert">
          It is a fault in the console, not in your nodes: they keep serving.
          <div className="fine mono">{error instanceof Error ? error.message : 'unknown'}</div>
        </div>
        <Button onClick={() => window.location.reload()}>Reload</Button>
      </div>
    </Page>
  );
}
