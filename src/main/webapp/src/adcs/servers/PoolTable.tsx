import { Fragment, useState } from 'react';
import { Button } from '@mantine/core';
import { State } from '../../components/State';
import { Age } from '../../components/Time';
import { formatCount, nothing, plural } from '../../lib/format';
import type { Ask } from './OrderDialog';
import { SeenBy } from './SeenBy';
import { ServerActions } from './ServerActions';
import { countdown, secondsLeft, type ServerState, stateOf } from './serverStates';
import type { Order } from './useServerOrder';

interface Props {
  pool: string;
  servers: ServerState[];
  now: number;
  busy: boolean;
  onOrder: (order: Order) => void;
  onAsk: (what: Ask, server: string) => void;
}

export function PoolTable({ pool, servers, now, busy, onOrder, onAsk }: Props) {
  const [open, setOpen] = useState<string>();
  return (
    <div className="table-scroll">
      <table className="table" aria-label={`Servers of ${pool}`}>
        <thead>
          <tr>
            <th scope="col">Server</th>
            <th scope="col">State</th>
            <th scope="col">Why</th>
            <th scope="col" className="number">
              In flight
            </th>
            <th scope="col" className="number">
              Weight
            </th>
            <th scope="col" className="number">
              Share
            </th>
            <th scope="col" className="wide-only">
              Nodes
            </th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {servers.map((server) => (
            <Fragment key={server.name}>
              <tr aria-label={server.name}>
                <td>
                  <strong className="mono">{server.name}</strong>
                  <div className="dim small">
                    {server.host}:{server.port}
                    {server.zone && ` · ${server.zone}`}
                    {server.backup && ' · backup'}
                  </div>
                </td>
                <td>
                  <State {...stateOf(server)} />
                  <Deadline server={server} now={now} />
                </td>
                <td>
                  {server.cause ?? <span className="dim">{nothing}</span>}
                  {server.since && (
                    <div className="dim small">
                      for <Age since={server.since} />
                    </div>
                  )}
                </td>
                <td className="number">{formatCount(server.inFlight)}</td>
                <td className="number">{server.weight}</td>
                <td className="number">{server.stage ? `${server.stage.sharePercent} %` : nothing}</td>
                <td className="wide-only">
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    color="gray"
                    aria-expanded={open === server.name}
                    aria-label={`How each node sees ${server.name}`}
                    disabled={server.seenBy.length === 0}
                    onClick={() => setOpen(open === server.name ? undefined : server.name)}
                  >
                    {plural(server.nodes.online, 'node')}
                  </Button>
                </td>
                <td className="number">
                  <ServerActions server={server} busy={busy} onOrder={onOrder} onAsk={onAsk} />
                </td>
              </tr>
              {open === server.name && (
                <tr className="detail">
                  <td colSpan={8}>
                    <SeenBy server={server} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** While it drains: what is left, and until when it has time. */
function Deadline({ server, now }: { server: ServerState; now: number }) {
  if (server.service !== 'draining') return null;
  const left = secondsLeft(server, now);
  const waiting = server.nodes.all - server.nodes.current;
  return (
    <div className="dim small" role="timer" aria-label={`Time left for ${server.name}`}>
      {left === undefined ? 'no deadline' : left > 0 ? `cut off in ${countdown(left)}` : 'cut off now'}
      {waiting > 0 && ` · ${plural(waiting, 'node')} not told yet`}
    </div>
  );
}
