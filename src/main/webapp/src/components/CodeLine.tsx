import { CopyButton } from './CopyButton';

export function CodeLine({ text, label }: { text: string; label?: string }) {
  return (
    <div className="code-line">
      <code>{text}</code>
      <CopyButton text={text} label={label} />
    </div>
  );
}
