import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Json } from '../../lib/pointer';
import { usePlace } from './formContext';
import { PlaceError } from './PlaceError';

interface Props {
  pointer: string;
  label: string;
  hint: string;
  /** What stands there when it is switched on. */
  start?: Json;
  children: ReactNode;
}

/** A part of the document that is there or not: being there is what switches it on. */
export function OptionalPart({ pointer, label, hint, start = {}, children }: Props) {
  const { value, set } = usePlace(pointer);
  const isOn = value !== undefined;
  return (
    <div>
      <Switch
        data-pointer={pointer}
        label={label}
        description={hint}
        checked={isOn}
        onChange={(event) => set(event.currentTarget.checked ? start : undefined)}
        mb={isOn ? 'sm' : 0}
      />
      <PlaceError pointer={pointer} />
      {isOn && <div className="sub">{children}</div>}
    </div>
  );
}
