import { NumberInput, type NumberInputProps } from '@mantine/core';
import type { Json } from '../../lib/pointer';
import { usePlace } from './formContext';

interface Props extends Omit<NumberInputProps, 'value' | 'onChange' | 'error'> {
  pointer: string;
  /** Instead of setting this place. */
  onValue?: (value: Json) => void;
}

/** Left empty, the standard value holds; it stands there in grey. */
export function NumberField({ pointer, onValue, ...rest }: Props) {
  const { value, error, set } = usePlace(pointer);
  return (
    <NumberInput
      {...rest}
      data-pointer={pointer}
      autoComplete="off"
      value={typeof value === 'number' || typeof value === 'string' ? value : ''}
      error={error}
      onChange={(changed) => (onValue ?? set)(changed === '' ? undefined : changed)}
    />
  );
}
