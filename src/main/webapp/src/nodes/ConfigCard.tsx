import type { Schemas } from '../api/client';
import { Card } from '../components/Card';
import { State } from '../components/State';
import { Time } from '../components/Time';
import { configMeaning, configTone } from './states';

const meanings = [
  ['desired', 'Desired', 'what the node should serve'],
  ['sent', 'Sent', 'what left for the node'],
  ['acknowledged', 'Acknowledged', 'what the agent has'],
  ['applied', 'Applied', 'what the agent serves'],
] as const;

export function ConfigCard({ config }: { config: Schemas['NodeConfigState'] }) {
  return (
    <Card title="Configuration" actions={<State tone={configTone[config.state]} label={config.state} />}>
      <div className="stack">
        <p className="dim small">{configMeaning[config.state]}</p>
        <dl className="facts">
          {meanings.map(([key, label, meaning]) => (
            <div key={key} style={{ display: 'contents' }}>
              <dt>{label}</dt>
              <dd>
                <strong className={config[key] === config.desired ? undefined : 'text-warn'}>{config[key]}</strong>{' '}
                <span className="dim">{meaning}</span>
              </dd>
            </div>
          ))}
          <dt>Changed</dt>
          <dd>
            <Time at={config.changedAt} relative />
          </dd>
          <dt>Applied at</dt>
          <dd>
            <Time at={config.appliedAt} relative />
          </dd>
        </dl>
        {config.problems.length > 0 && (
          <div className="notice bad">
            <strong>
              Why version {config.desired} {config.state === 'held' ? 'is not sent' : 'was refused'}
            </strong>
            <ul style={{ margin: '4px 0 0', paddingLeft: 18 }}>
              {config.problems.map((problem) => (
                <li key={`${problem.pointer} ${problem.code}`}>
                  {problem.message} <span className="mono dim">{problem.pointer}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Card>
  );
}
