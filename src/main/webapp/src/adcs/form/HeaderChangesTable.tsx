import { AddButton } from './AddButton';
import { useForm, useList } from './formContext';
import { PlaceError } from './PlaceError';
import { RemoveButton } from './RemoveButton';
import { SelectField } from './SelectField';
import { TextField } from './TextField';
import { getAt } from '../../lib/pointer';

const actions = [
  { value: 'set', label: 'Set' },
  { value: 'add', label: 'Add' },
  { value: 'remove', label: 'Remove' },
];

interface Props {
  pointer: string;
  /** request or response */
  of: string;
  onEmpty: () => void;
}

export function HeaderChangesTable({ pointer, of, onEmpty }: Props) {
  const form = useForm();
  const { items, add, remove } = useList(pointer);
  const act = (index: number, action: string) => {
    const name = getAt(form.draft, `${pointer}/${index}/name`) ?? '';
    const value = getAt(form.draft, `${pointer}/${index}/value`) ?? '';
    form.set(`${pointer}/${index}`, action === 'remove' ? { action, name } : { action, name, value });
  };
  return (
    <div>
      <PlaceError pointer={pointer} />
      {items.map((item, index) => (
        <div
          key={index}
          className="row-line change-of"
          role="group"
          aria-label={`Change of a ${of} header ${index + 1}`}
        >
          <SelectField
            pointer={`${pointer}/${index}/action`}
            aria-label="Action"
            options={actions}
            standard="set"
            onValue={(action) => act(index, action)}
          />
          <TextField pointer={`${pointer}/${index}/name`} aria-label="Header" placeholder="Header" />
          {getAt(item, '/action') === 'remove' ? (
            <span />
          ) : (
            <TextField pointer={`${pointer}/${index}/value`} aria-label="Value" placeholder="Value" />
          )}
          <RemoveButton
            label={`Remove change of a ${of} header ${index + 1}`}
            onClick={() => (items.length === 1 ? onEmpty() : remove(index))}
          />
        </div>
      ))}
      <AddButton label={`Change a ${of} header`} onClick={() => add({ action: 'set', name: '', value: '' })} />
    </div>
  );
}
