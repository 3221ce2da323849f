import { TextInput } from '@mantine/core';
import { getAt } from '../../lib/pointer';
import { useForm, useList, usePlace } from './formContext';

/** Routes name their pool; renaming one takes them along. */
export function PoolName({ pointer }: { pointer: string }) {
  const form = useForm();
  const routes = useList('/routes').items;
  const { value, error, set } = usePlace(`${pointer}/name`);
  const rename = (name: string) => {
    set(name);
    routes.forEach((route, index) => {
      if (getAt(route, '/pool') === value) form.set(`/routes/${index}/pool`, name);
    });
  };
  return (
    <TextInput
      label="Name"
      data-pointer={`${pointer}/name`}
      autoComplete="off"
      value={typeof value === 'string' ? value : ''}
      error={error}
      onChange={(event) => rename(event.currentTarget.value)}
    />
  );
}
