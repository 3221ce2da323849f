import { NumberInput, type NumberInputProps } from '@mantine/core';
import type { Bound } from './bounds';
import { usePlace } from './formContext';

interface Props extends Omit<NumberInputProps, 'value' | 'onChange' | 'error'> {
  pointer: string;
}

export function NumberField({ pointer, ...rest }: Props) {
  const { value, error, set } = usePlace(pointer);
  return (
    <NumberInput
      {...rest}
      data-pointer={pointer}
      autoComplete="off"
      value={typeof value === 'number' || typeof value === 'string' ? value : ''}
      error={error}
      onChange={(changed) => set(changed === '' ? undefined : changed)}
    />
  );
}

/** Left empty, the standard value holds; it stands there in grey. */
export function BoundField({ pointer, bound }: { pointer: string; bound: Bound }) {
  const { label, standard, unit, hint } = bound;
  return (
    <NumberField
      pointer={pointer}
      label={[label, unit && ` (${unit})`].filter(Boolean).join('')}
      placeholder={standard.toLocaleString('en')}
      description={hint}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    />
  );
}
