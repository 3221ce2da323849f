export type Tone = 'ok' | 'warn' | 'bad' | 'quiet';

/** A dot and a word: colour alone never carries the meaning. */
export function State({ tone, label, title }: { tone: Tone; label: string; title?: string }) {
  return (
    <span className={`state ${tone}${tone === 'quiet' ? ' hollow' : ''}`} title={title}>
      <span>{label}</span>
    </span>
  );
}
