import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import type { Column } from './columns';
import { formatLocal, nothing } from '../lib/format';
import { chartOptions, type SeriesLook } from './chartOptions';
import { Legend } from './Legend';

export interface ChartSeries extends SeriesLook {
  values: Column;
}

interface Props {
  title: string;
  times: number[];
  window: readonly [number, number];
  completeUntil: number;
  series: ChartSeries[];
  format: (value: number | null | undefined) => string;
  height: number;
  /** Charts with the same key share the crosshair. */
  syncKey: string;
}

export function TimeChart({ title, times, window: shown, completeUntil, series, format, height, syncKey }: Props) {
  const scheme = useComputedColorScheme('light');
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | undefined>(undefined);
  const [cursor, setCursor] = useState<number | null>(null);
  // What changes with every refresh is read through this, so that the chart itself is made only once.
  const latest = useRef({ shown, completeUntil });
  latest.current = { shown, completeUntil };

  const data = useMemo(() => [times, ...series.map((each) => each.values)] as uPlot.AlignedData, [times, series]);
  const looks = JSON.stringify(series.map(({ label, colour, fill }) => ({ label, colour, fill })));

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const options = chartOptions({
      element,
      looks: JSON.parse(looks) as SeriesLook[],
      format,
      height,
      syncKey,
      latest: () => latest.current,
      onCursor: setCursor,
    });
    const made = new uPlot(options, [[]], element);
    chart.current = made;
    const observer = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry?.contentRect.width ?? 0);
      if (width > 0 && width !== made.width) made.setSize({ width, height });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      chart.current = undefined;
    };
  }, [looks, scheme, format, height, syncKey]);

  useEffect(() => {
    chart.current?.setData(data);
  }, [data, looks, scheme, format, height, syncKey]);

  const last = lastKnown(times, series);
  const at = cursor !== null && cursor < times.length ? cursor : last;
  const time = times[at];
  const entries = series.map(({ label, colour, values }) => ({ label, colour, value: format(values[at]) }));
  return (
    <div className="chart">
      <div className="chart-head">
        <h3>{title}</h3>
        {entries.map((entry) => (
          <Legend key={entry.label} {...entry} />
        ))}
        <span className="chart-when">
          {time === undefined
            ? nothing
            : formatLocal(time * 1000)
                .split(', ')
                .at(-1)}
        </span>
      </div>
      <div
        ref={host}
        role="img"
        aria-label={`${title}: ${entries.map((entry) => `${entry.label} ${entry.value}`).join(', ')}`}
        style={{ height }}
      />
    </div>
  );
}

/** Without a cursor the legend tells the newest step for which anything is known. */
function lastKnown(times: number[], series: ChartSeries[]): number {
  for (let index = times.length - 1; index > 0; index--) {
    if (series.some(({ values }) => values[index] != null)) return index;
  }
  return times.length - 1;
}
