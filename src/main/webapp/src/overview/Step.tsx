import type { ReactNode } from 'react';
import { Icon } from '../components/Icon';

interface Props {
  number: number;
  done: boolean;
  title: string;
  children: ReactNode;
}

export function Step({ number, done, title, children }: Props) {
  return (
    <li className={done ? 'done' : undefined}>
      <span className="step-mark" aria-hidden>
        {done ? <Icon name="check" size={13} /> : number}
      </span>
      <div>
        <h3>
          {title}
          <span className="visually-hidden" aria-live="polite">
            {done ? ' (done)' : ''}
          </span>
        </h3>
        {!done && children}
      </div>
    </li>
  );
}
