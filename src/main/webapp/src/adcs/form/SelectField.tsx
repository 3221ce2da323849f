import { NativeSelect } from '@mantine/core';
import { usePlace } from './formContext';

interface Props {
  pointer: string;
  label?: string;
  'aria-label'?: string;
  options: string[];
  standard: string;
}

/** A value that is not among the options stays, and can be kept. */
export function SelectField({ pointer, options, standard, ...rest }: Props) {
  const { value, error, set } = usePlace(pointer);
  const current = typeof value === 'string' ? value : standard;
  return (
    <NativeSelect
      {...rest}
      data-pointer={pointer}
      data={options.includes(current) ? options : [current, ...options]}
      value={current}
      error={error}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
}
