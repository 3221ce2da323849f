import { TextInput, type TextInputProps } from '@mantine/core';
import type { Json } from '../../lib/pointer';
import { usePlace } from './formContext';

interface Props extends Omit<TextInputProps, 'value' | 'onChange' | 'error' | 'pointer'> {
  pointer: string;
  /** An empty field is taken out of the document instead of being sent as an empty text. */
  optional?: boolean;
  /** Instead of setting this place. */
  onValue?: (value: Json) => void;
}

export function TextField({ pointer, optional = false, onValue, ...rest }: Props) {
  const { value, error, set } = usePlace(pointer);
  return (
    <TextInput
      {...rest}
      data-pointer={pointer}
      autoComplete="off"
      spellCheck={false}
      value={typeof value === 'string' ? value : ''}
      error={error}
      onChange={(event) => {
        const text = event.currentTarget.value;
        (onValue ?? set)(optional && text === '' ? undefined : text);
      }}
    />
  );
}
