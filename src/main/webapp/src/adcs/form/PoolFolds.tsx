import { Stack } from '@mantine/core';
import { Fold } from './Fold';
import { OptionalPart } from './OptionalPart';
import { PlaceError } from './PlaceError';
import { SettingFields } from './SettingFields';
import {
  certificateFiles,
  circuitBreaker,
  type Group,
  passiveHealth,
  poolTraffic,
  resume,
  retry,
  serverProtocol,
  serverTls,
  stickiness,
  timeouts,
} from './settings';
import { StagesTable } from './StagesTable';

/** What is rarely changed about a pool, by the question it answers. */
export function PoolFolds({ pointer }: { pointer: string }) {
  const at = (key: string) => `${pointer}/${key}`;
  return (
    <div className="folds">
      <Part
        pointer={at('passiveHealth')}
        label="Servers that fail"
        note="watched by their answers"
        group={passiveHealth}
      />
      <Part
        pointer={at('retry')}
        label="Retries"
        note="a failing server is never the visitor’s problem"
        group={retry}
      />
      <Part pointer={at('resume')} label="Resumed downloads" group={resume} />
      <Part pointer={at('circuitBreaker')} label="Circuit breaker" note="per server and node" group={circuitBreaker} />
      <Fold
        label="Sticky sessions, slow start, zones"
        pointers={[at('stickiness'), at('slowStartMillis'), at('zonePercent')]}
      >
        <Stack gap="md">
          <OptionalPart
            pointer={at('stickiness')}
            label="Sticky sessions"
            hint="A signed cookie keeps a visitor at one server, on every node and over restarts."
          >
            <SettingFields pointer={at('stickiness')} group={stickiness} />
          </OptionalPart>
          <SettingFields pointer={pointer} group={poolTraffic} />
        </Stack>
      </Fold>
      <Fold label="Stages" pointers={[at('stages')]} note="10 % of the traffic to the new version">
        <StagesTable pool={pointer} />
      </Fold>
      <Fold
        label="Connections to servers"
        pointers={[at('tls'), at('serverProtocol'), at('timeouts')]}
        note="TLS, HTTP/2, timeouts"
      >
        <Stack gap="md">
          <OptionalPart pointer={at('tls')} label="TLS to servers" hint="Off: plain text.">
            <Stack gap="sm">
              <SettingFields pointer={at('tls')} group={serverTls} />
              <OptionalPart
                pointer={at('tls/clientCertificate')}
                label="Client certificate"
                hint="For servers that ask for one."
                start={{ certificatePath: '', keyPath: '' }}
              >
                <SettingFields pointer={at('tls/clientCertificate')} group={certificateFiles} />
              </OptionalPart>
            </Stack>
          </OptionalPart>
          <SettingFields pointer={at('serverProtocol')} group={serverProtocol} prune />
          <PlaceError pointer={at('timeouts')} />
          <SettingFields pointer={at('timeouts')} group={timeouts} prune />
        </Stack>
      </Fold>
    </div>
  );
}

interface PartProps {
  pointer: string;
  label: string;
  note?: string;
  group: Group;
}

function Part({ pointer, label, note, group }: PartProps) {
  return (
    <Fold label={label} pointers={[pointer]} note={note}>
      <PlaceError pointer={pointer} />
      <SettingFields pointer={pointer} group={group} prune />
    </Fold>
  );
}
