import { State } from '../../components/State';
import { Age } from '../../components/Time';
import { formatCount, plural } from '../../lib/format';
import { healthTone } from '../../nodes/states';
import type { ServerState } from './serverStates';

/** Node by node, those that find it unhealthy first. */
export function SeenBy({ server }: { server: ServerState }) {
  const { seenBy, nodes } = server;
  return (
    <ul className="seen-by" aria-label={`How nodes see ${server.name}`}>
      {seenBy.map((seen) => (
        <li key={seen.nodeId}>
          <span>{seen.nodeName}</span>
          <State tone={healthTone[seen.health]} label={seen.health} />
          <span className="dim">
            {seen.cause} {seen.passive && '(by its answers) '}
            {seen.since && (
              <>
                for <Age since={seen.since} />
              </>
            )}
          </span>
          <span className="dim">{formatCount(seen.inFlight)} in flight</span>
        </li>
      ))}
      {nodes.online > seenBy.length && (
        <li className="dim">{plural(nodes.online - seenBy.length, 'more node')} not shown or not heard from yet</li>
      )}
    </ul>
  );
}
