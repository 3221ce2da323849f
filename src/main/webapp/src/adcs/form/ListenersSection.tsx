import { Card } from '../../components/Card';
import { getAt, type Json } from '../../lib/pointer';
import { AddButton } from './AddButton';
import { Fold } from './Fold';
import { useForm, useList } from './formContext';
import { CertificatesTable } from './CertificatesTable';
import { NumberField } from './NumberField';
import { PlaceError } from './PlaceError';
import { RemoveButton } from './RemoveButton';
import { SelectField } from './SelectField';
import { SettingFields } from './SettingFields';
import { listenerMore, tcpMore } from './settings';
import { TcpRoutesTable } from './TcpRoutesTable';
import { TextField } from './TextField';

const protocols = [
  { value: 'http', label: 'HTTP' },
  { value: 'https', label: 'HTTPS' },
  { value: 'tcp', label: 'TCP' },
];

export function ListenersSection() {
  const { items, add, remove } = useList('/listeners');
  return (
    <Card title="Listeners" actions={<AddButton label="Add listener" onClick={() => add({ port: '' })} />}>
      <PlaceError pointer="/listeners" />
      <div className="row-line row-head listener" aria-hidden>
        <span>Address</span>
        <span>Port</span>
        <span>Protocol</span>
      </div>
      {items.map((_, index) => (
        <Listener key={index} index={index} onRemove={items.length > 1 ? () => remove(index) : undefined} />
      ))}
    </Card>
  );
}

function Listener({ index, onRemove }: { index: number; onRemove: (() => void) | undefined }) {
  const form = useForm();
  const pointer = `/listeners/${index}`;
  const protocol = getAt(form.draft, `${pointer}/protocol`) ?? 'http';
  const isTcp = protocol === 'tcp';
  // What another protocol needs goes with it: it would only be refused.
  const choose = (chosen: string) => {
    const kept = Object(getAt(form.draft, pointer)) as Record<string, Json>;
    const { tls, tcpRoutes, http2, ...rest } = kept;
    const fresh = {
      ...rest,
      protocol: chosen,
      ...(chosen !== 'tcp' && http2 !== undefined ? { http2 } : {}),
      ...(chosen === 'https' ? { tls: tls ?? { certificates: [{ certificatePath: '', keyPath: '' }] } } : {}),
      ...(chosen === 'tcp' ? { tcpRoutes: tcpRoutes ?? [{ name: '', pool: firstPool(form.draft) }] } : {}),
    };
    form.set(pointer, fresh);
  };
  return (
    <div className="block" role="group" aria-label={`Listener ${index + 1}`}>
      <div className="row-line listener">
        <TextField pointer={`${pointer}/address`} aria-label="Address" placeholder="0.0.0.0 (all addresses)" optional />
        <NumberField pointer={`${pointer}/port`} aria-label="Port" placeholder="Port" />
        <SelectField
          pointer={`${pointer}/protocol`}
          aria-label="Protocol"
          options={protocols}
          standard="http"
          onValue={choose}
        />
        <RemoveButton label={`Remove listener ${index + 1}`} disabled={!onRemove} onClick={() => onRemove?.()} />
      </div>
      {protocol === 'https' && <CertificatesTable pointer={`${pointer}/tls`} />}
      {isTcp && <TcpRoutesTable pointer={`${pointer}/tcpRoutes`} />}
      <Fold
        label={isTcp ? 'PROXY protocol' : 'HTTP/2 and PROXY protocol'}
        pointers={[`${pointer}/http2`, `${pointer}/proxyProtocol`]}
      >
        <SettingFields pointer={pointer} group={isTcp ? tcpMore : listenerMore} />
      </Fold>
    </div>
  );
}

function firstPool(draft: Json): string {
  const name = getAt(draft, '/pools/0/name');
  return typeof name === 'string' ? name : '';
}
