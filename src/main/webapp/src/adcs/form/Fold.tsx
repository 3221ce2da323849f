import { type ReactNode, useState } from 'react';
import { isAtOrBelow } from '../../lib/pointer';
import { useForm } from './formContext';

interface Props {
  label: string;
  pointer: string;
  note?: string;
  children: ReactNode;
}

/** Rarely needed fields; opens by itself when something in it is wrong. */
export function Fold({ label, pointer, note, children }: Props) {
  const { problems } = useForm();
  const [opened, setOpened] = useState(false);
  const isWrong = [...problems.at.keys()].some((place) => isAtOrBelow(place, pointer));
  return (
    <details open={opened || isWrong} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary style={{ cursor: 'pointer', fontSize: 13, fontWeight: 550 }}>
        {label} {note && <span className="dim small">{note}</span>}
      </summary>
      <div style={{ paddingTop: 12 }}>{children}</div>
    </details>
  );
}
