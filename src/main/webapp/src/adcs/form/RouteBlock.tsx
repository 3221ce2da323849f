import { ActionIcon } from '@mantine/core';
import { Icon } from '../../components/Icon';
import { getAt } from '../../lib/pointer';
import { useForm } from './formContext';
import { PlaceError } from './PlaceError';
import { RemoveButton } from './RemoveButton';
import { RouteFolds } from './RouteFolds';
import { SelectField } from './SelectField';
import { TextField } from './TextField';
import { usePoolNames } from './usePoolNames';

const kinds = [
  { value: 'pathPrefix', label: 'starts with' },
  { value: 'pathExact', label: 'is' },
  { value: 'pathTemplate', label: 'looks like' },
] as const;

/** What no pool can be called: a name has no control character. */
const REDIRECT = '\u0000redirect';

interface Props {
  index: number;
  onRemove: () => void;
  onDown: (() => void) | undefined;
}

export function RouteBlock({ index, onRemove, onDown }: Props) {
  const form = useForm();
  const pools = usePoolNames();
  const pointer = `/routes/${index}`;
  const route = getAt(form.draft, pointer);
  const kind = kinds.find(({ value }) => getAt(route, `/${value}`) !== undefined)?.value ?? 'pathPrefix';
  const isRedirect = getAt(route, '/redirect') !== undefined;
  const change = (changes: object, without: string[]) => {
    const kept = Object.entries(Object(route) as object).filter(([key]) => !without.includes(key));
    form.set(pointer, { ...Object.fromEntries(kept), ...changes });
  };
  const choosePath = (chosen: string) => {
    const path = getAt(route, `/${kind}`) ?? '/';
    change(
      { [chosen]: path },
      kinds.map(({ value }) => value),
    );
  };
  const chooseGoal = (goal: string) =>
    goal === REDIRECT
      ? change({ redirect: { location: 'https://{host}{path}{query}' } }, ['pool', 'rewrite', 'retry'])
      : change({ pool: goal }, ['redirect']);
  return (
    <div className="block" role="group" aria-label={`Route ${index + 1}`}>
      <div className="row-line way">
        <TextField pointer={`${pointer}/name`} aria-label="Name" placeholder="Name" />
        <SelectField
          pointer={`${pointer}/kind`}
          aria-label="How the path is compared"
          options={kinds}
          standard={kind}
          onValue={choosePath}
        />
        <TextField
          pointer={`${pointer}/${kind}`}
          aria-label="Path"
          placeholder={kind === 'pathTemplate' ? '/users/{id}/orders' : '/'}
          optional={kind === 'pathPrefix'}
        />
        {isRedirect ? (
          <SelectField
            pointer={`${pointer}/redirect`}
            aria-label="Goes to"
            options={[{ value: REDIRECT, label: 'a redirect' }, ...pools]}
            standard={REDIRECT}
            onValue={chooseGoal}
          />
        ) : (
          <SelectField
            pointer={`${pointer}/pool`}
            aria-label="Goes to"
            options={[...pools, { value: REDIRECT, label: 'a redirect' }]}
            standard={pools[0] ?? ''}
            onValue={chooseGoal}
          />
        )}
        <span className="row-buttons">
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            aria-label={`Try route ${index + 1} after the next`}
            disabled={!onDown}
            onClick={() => onDown?.()}
          >
            <Icon name="chevron" size={14} />
          </ActionIcon>
          <RemoveButton label={`Remove route ${index + 1}`} onClick={onRemove} />
        </span>
      </div>
      <PlaceError pointer={pointer} />
      <RouteFolds pointer={pointer} isRedirect={isRedirect} />
    </div>
  );
}
