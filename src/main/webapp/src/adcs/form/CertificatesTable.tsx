import { AddButton } from './AddButton';
import { useList } from './formContext';
import { PlaceError } from './PlaceError';
import { RemoveButton } from './RemoveButton';
import { SettingFields } from './SettingFields';
import { TextField } from './TextField';

const more = { onlyTls13: { kind: 'flag', label: 'TLS 1.3 only', standard: false } } as const;

/** Files on the node: a private key is never anywhere else. */
export function CertificatesTable({ pointer }: { pointer: string }) {
  const place = `${pointer}/certificates`;
  const { items, add, remove } = useList(place);
  return (
    <div className="sub">
      <PlaceError pointer={pointer} />
      <PlaceError pointer={place} />
      {items.map((_, index) => (
        <div key={index} className="row-line pair" role="group" aria-label={`Certificate ${index + 1}`}>
          <TextField
            pointer={`${place}/${index}/certificatePath`}
            aria-label="Certificate file on the node"
            placeholder="/etc/nova/shop.pem (certificate and chain)"
          />
          <TextField
            pointer={`${place}/${index}/keyPath`}
            aria-label="Key file on the node"
            placeholder="/etc/nova/shop.key"
          />
          <RemoveButton
            label={`Remove certificate ${index + 1}`}
            disabled={items.length === 1}
            onClick={() => remove(index)}
          />
        </div>
      ))}
      <div className="sub-foot">
        <AddButton label="Add certificate" onClick={() => add({ certificatePath: '', keyPath: '' })} />
        <span className="dim small">Files on each node, read again when they change. The key never leaves it.</span>
      </div>
      <SettingFields pointer={pointer} group={more} />
    </div>
  );
}
