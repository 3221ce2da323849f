import { SegmentedControl } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { rangeOf, ranges } from './ranges';

/** The range is part of the address, so that a picture can be linked. */
export function useRange() {
  const [search, setSearch] = useSearchParams();
  const range = rangeOf(search.get('range'));
  const choose = (key: string) =>
    setSearch(
      (before) => {
        before.set('range', key);
        return before;
      },
      { replace: true, preventScrollReset: true },
    );
  return { range, choose };
}

export function RangePicker({ value, onChange }: { value: string; onChange: (key: string) => void }) {
  return (
    <SegmentedControl
      size="xs"
      aria-label="Time range"
      value={value}
      onChange={onChange}
      data={ranges.map(({ key, label }) => ({ value: key, label }))}
    />
  );
}
