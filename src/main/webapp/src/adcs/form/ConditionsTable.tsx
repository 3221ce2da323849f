import { getAt } from '../../lib/pointer';
import { AddButton } from './AddButton';
import { useForm, useList } from './formContext';
import { ListField } from './ListField';
import { PlaceError } from './PlaceError';
import { RemoveButton } from './RemoveButton';
import { SelectField } from './SelectField';
import { TextField } from './TextField';

const senses = [
  { value: 'is', label: 'is' },
  { value: 'not', label: 'is not' },
];

interface Props {
  pointer: string;
  /** header or cookie */
  what: string;
}

/** Conditions on headers or cookies: equal to one of some values, or just there. */
export function ConditionsTable({ pointer, what }: Props) {
  const form = useForm();
  const { items, add, remove } = useList(pointer);
  const removeOne = (index: number) => (items.length === 1 ? form.set(pointer, undefined) : remove(index));
  return (
    <div>
      <PlaceError pointer={pointer} />
      {items.map((item, index) => (
        <div key={index} className="row-line condition" role="group" aria-label={`Condition on ${what} ${index + 1}`}>
          <TextField pointer={`${pointer}/${index}/name`} aria-label={`Name of the ${what}`} placeholder={what} />
          <SelectField
            pointer={`${pointer}/${index}/negated`}
            aria-label="Sense"
            options={senses}
            standard={getAt(item, '/negated') === true ? 'not' : 'is'}
            onValue={(sense) => form.set(`${pointer}/${index}/negated`, sense === 'not' ? true : undefined)}
          />
          <ListField
            pointer={`${pointer}/${index}/values`}
            aria-label="Values"
            placeholder="there, whatever its value"
          />
          <RemoveButton label={`Remove condition on ${what} ${index + 1}`} onClick={() => removeOne(index)} />
        </div>
      ))}
      <AddButton label={`Add condition on a ${what}`} onClick={() => add({ name: '' })} />
    </div>
  );
}
