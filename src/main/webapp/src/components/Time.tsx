import { formatAge, formatLocal, formatRelative, formatUtc, nothing } from '../lib/format';
import { useNow } from '../lib/useNow';

/** The viewer's zone in sight, UTC in the title. */
export function Time({ at, relative = false }: { at: string | undefined; relative?: boolean }) {
  if (!at) return <span className="dim">{nothing}</span>;
  return relative ? <RelativeTime at={at} /> : <AbsoluteTime at={at} />;
}

function AbsoluteTime({ at }: { at: string }) {
  const instant = Date.parse(at);
  return (
    <time dateTime={at} title={formatUtc(instant)} className="nowrap">
      {formatLocal(instant)}
    </time>
  );
}

function RelativeTime({ at }: { at: string }) {
  const now = useNow();
  return <Titled at={at} text={formatRelative(Date.parse(at), now)} />;
}

/** For how long it has been so. */
export function Age({ since }: { since: string }) {
  const now = useNow();
  return <Titled at={since} text={formatAge(Date.parse(since), now)} />;
}

function Titled({ at, text }: { at: string; text: string }) {
  const instant = Date.parse(at);
  return (
    <time dateTime={at} title={`${formatLocal(instant)} · ${formatUtc(instant)}`} className="nowrap">
      {text}
    </time>
  );
}
