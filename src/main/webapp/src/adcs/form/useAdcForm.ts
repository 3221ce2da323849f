import { useMemo, useReducer } from 'react';
import type { Schemas } from '../../api/client';
import type { InputProblem } from '../../api/problem';
import { isAtOrBelow, type Json, parsePointer, setAt, toPointer } from '../../lib/pointer';
import { type Placed, placeProblems } from './places';
import { validate } from './validate';

export type AdcDocument = Schemas['AdcDocument'];

interface State {
  saved: Json;
  draft: Json;
  /** Checks are shown from the first attempt to save on, not while someone is still filling in. */
  attempted: boolean;
  refused: readonly InputProblem[];
  /** Counts up whenever the first problem should be given the focus. */
  focus: number;
}

type Action =
  | { kind: 'set'; pointer: string; value: Json }
  | { kind: 'attempted' }
  | { kind: 'refused'; problems: readonly InputProblem[] }
  | { kind: 'reset'; document: Json };

export function reduce(state: State, action: Action): State {
  switch (action.kind) {
    case 'set':
      return {
        ...state,
        draft: setAt(state.draft, action.pointer, action.value),
        refused: state.refused.filter((problem) => !isTouched(problem.pointer, action)),
      };
    case 'attempted':
      return { ...state, attempted: true, refused: [], focus: state.focus + 1 };
    case 'refused':
      return { ...state, attempted: true, refused: action.problems, focus: state.focus + 1 };
    case 'reset':
      return initial(action.document, state.focus);
  }
}

/** A changed field takes its problem along; taking an item out of a list renumbers the rest, so theirs go too. */
function isTouched(problem: string, { pointer, value }: { pointer: string; value: Json }): boolean {
  if (isAtOrBelow(problem, pointer)) return true;
  const tokens = parsePointer(pointer);
  const inList = /^(\d+|-)$/.test(tokens.at(-1) ?? '');
  return inList && value === undefined && isAtOrBelow(problem, toPointer(tokens.slice(0, -1)));
}

export function initial(document: Json, focus = 0): State {
  return { saved: document, draft: document, attempted: false, refused: [], focus };
}

export interface AdcForm {
  draft: Json;
  /** The draft as it is sent: what the checks let through. */
  document: AdcDocument;
  dirty: boolean;
  problems: Placed;
  focus: number;
  set: (pointer: string, value: Json) => void;
  /** True when nothing speaks against sending it. */
  attempt: () => boolean;
  refuse: (problems: readonly InputProblem[]) => void;
  reset: (document: AdcDocument) => void;
}

export function useAdcForm(start: AdcDocument): AdcForm {
  const [state, dispatch] = useReducer(reduce, start as unknown as Json, (document) => initial(document));
  const { draft, saved, attempted, refused, focus } = state;
  const problems = useMemo(
    () => placeProblems(attempted ? [...validate(draft), ...refused] : refused, draft),
    [draft, attempted, refused],
  );
  const dirty = useMemo(() => JSON.stringify(draft) !== JSON.stringify(saved), [draft, saved]);
  return {
    draft,
    document: draft as unknown as AdcDocument,
    dirty,
    problems,
    focus,
    set: (pointer, value) => dispatch({ kind: 'set', pointer, value }),
    attempt: () => {
      dispatch({ kind: 'attempted' });
      return validate(draft).length === 0;
    },
    refuse: (found) => dispatch({ kind: 'refused', problems: found }),
    reset: (document) => dispatch({ kind: 'reset', document: document as unknown as Json }),
  };
}
