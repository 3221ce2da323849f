import type { Schemas } from '../api/client';
import { State } from '../components/State';
import { configMeaning, configTone } from './states';

/** The state in a word, and the four numbers it comes from; equal ones are said once. */
export function ConfigVersions({ config }: { config: Schemas['NodeConfigState'] }) {
  const { desired, sent, acknowledged, applied, state } = config;
  return (
    <span
      title={`${configMeaning[state]} Desired ${desired}, sent ${sent}, acknowledged ${acknowledged}, applied ${applied}.`}
    >
      <State tone={configTone[state]} label={state} />{' '}
      <span className="dim small versions">
        {applied === desired
          ? `v${desired}`
          : `v${desired} desired · ${sent} sent · ${acknowledged} ack · ${applied} applied`}
      </span>
    </span>
  );
}
