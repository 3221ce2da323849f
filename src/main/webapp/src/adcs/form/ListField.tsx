import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Json } from '../../lib/pointer';
import { usePlace } from './formContext';

interface Props {
  pointer: string;
  label?: string;
  'aria-label'?: string;
  placeholder?: string;
  description?: string;
  /** Text to items; what cannot be read stays in the text, for the checks to complain about. */
  parse?: (text: string) => Json[];
  show?: (items: Json[]) => string;
  onChange?: (items: Json) => void;
}

export const texts = (text: string): Json[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const shown = (items: Json[]) =>
  items.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join(', ');

/** Several values in one field, with commas between. What is typed stays as typed while it means what is kept. */
export function ListField({ pointer, parse = texts, show = shown, onChange, ...rest }: Props) {
  const { value, error, set } = usePlace(pointer);
  const items = Array.isArray(value) ? value : [];
  const [typed, setTyped] = useState(() => show(items));
  const text = JSON.stringify(parse(typed)) === JSON.stringify(items) ? typed : show(items);
  return (
    <TextInput
      {...rest}
      data-pointer={pointer}
      autoComplete="off"
      spellCheck={false}
      value={text}
      error={error}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onChange={(event) => {
        const changed = event.currentTarget.value;
        setTyped(changed);
        const parsed = parse(changed);
        (onChange ?? set)(parsed.length === 0 ? undefined : parsed);
      }}
    />
  );
}
