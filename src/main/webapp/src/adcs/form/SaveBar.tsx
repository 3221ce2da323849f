import { Button } from '@mantine/core';
import { plural } from '../../lib/format';
import type { AdcForm } from './useAdcForm';

interface Props {
  form: AdcForm;
  action: string;
  pending: boolean;
  canDiscard: boolean;
  /** Nothing of it exists yet. */
  isNew?: boolean;
  onDiscard: () => void;
  onSave: () => void;
}

export function SaveBar({ form, action, pending, canDiscard, isNew = false, onDiscard, onSave }: Props) {
  const { at, general } = form.problems;
  const wrong = at.size + general.length;
  return (
    <div className="save-bar">
      <div className="message" role="status" aria-live="polite">
        {wrong > 0 ? (
          <span className="text-bad">{plural(wrong, 'thing')} to correct before this can be saved.</span>
        ) : form.dirty ? (
          <span className="dim">Not saved yet.</span>
        ) : (
          <span className="dim">
            {isNew ? 'It reaches your nodes within seconds of being created.' : 'Everything is saved.'}
          </span>
        )}
        {general.map((problem) => (
          <div key={problem.pointer} className="text-bad">
            {problem.message} <span className="mono">{problem.pointer}</span>
          </div>
        ))}
      </div>
      <Button variant="default" disabled={!canDiscard || pending} onClick={onDiscard}>
        Discard
      </Button>
      <Button loading={pending} disabled={!form.dirty && !isNew} onClick={onSave}>
        {action}
      </Button>
    </div>
  );
}
