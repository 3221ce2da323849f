import { type ReactNode, useState } from 'react';
import { getAt, isAtOrBelow } from '../../lib/pointer';
import { useForm } from './formContext';

interface Props {
  label: string;
  /** The places in it. */
  pointers: readonly string[];
  note?: string;
  children: ReactNode;
}

/** Rarely needed fields; says when something in it is set, and opens by itself when something is wrong. */
export function Fold({ label, pointers, note, children }: Props) {
  const { draft, problems } = useForm();
  const [opened, setOpened] = useState(false);
  const isWrong = [...problems.at.keys()].some((place) => pointers.some((pointer) => isAtOrBelow(place, pointer)));
  const isSet = pointers.some((pointer) => getAt(draft, pointer) !== undefined);
  return (
    <details className="fold" open={opened || isWrong} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>
        {label} {note && <span className="dim small">{note}</span>}
        {isSet && <span className="tag">set</span>}
      </summary>
      {(opened || isWrong) && <div className="fold-body">{children}</div>}
    </details>
  );
}
