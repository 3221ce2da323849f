import { usePlace } from './formContext';

/** What is wrong with a section as a whole. Can be given the focus like a field. */
export function PlaceError({ pointer }: { pointer: string }) {
  const { error } = usePlace(pointer);
  if (!error) return null;
  return (
    <div className="text-bad small" data-pointer={pointer} tabIndex={-1} style={{ marginBottom: 8 }}>
      {error}
    </div>
  );
}
