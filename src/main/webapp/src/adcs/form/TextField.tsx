import { TextInput, type TextInputProps } from '@mantine/core';
import { usePlace } from './formContext';

interface Props extends Omit<TextInputProps, 'value' | 'onChange' | 'error' | 'pointer'> {
  pointer: string;
  /** An empty field is taken out of the document instead of being sent as an empty text. */
  optional?: boolean;
}

export function TextField({ pointer, optional = false, ...rest }: Props) {
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
        set(optional && text === '' ? undefined : text);
      }}
    />
  );
}
