import { NativeSelect } from '@mantine/core';
import { usePlace } from './formContext';
import type { Option } from './settings';

interface Props {
  pointer: string;
  label?: string;
  'aria-label'?: string;
  options: readonly (string | Option)[];
  standard: string;
  /** Instead of setting this place. */
  onValue?: (value: string) => void;
}

/** A value that is not among the options stays, and can be kept. */
export function SelectField({ pointer, options, standard, onValue, ...rest }: Props) {
  const { value, error, set } = usePlace(pointer);
  const current = typeof value === 'string' ? value : standard;
  const shown = options.map((option) => (typeof option === 'string' ? { value: option, label: option } : option));
  const isKnown = shown.some((option) => option.value === current);
  return (
    <NativeSelect
      {...rest}
      data-pointer={pointer}
      data={isKnown ? shown : [{ value: current, label: current }, ...shown]}
      value={current}
      error={error}
      onChange={(event) => (onValue ?? set)(event.currentTarget.value)}
    />
  );
}
