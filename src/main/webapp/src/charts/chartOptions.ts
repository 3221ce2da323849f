import uPlot from 'uplot';

export interface SeriesLook {
  label: string;
  /** Name of a CSS variable, so that both schemes have their own. */
  colour: string;
  fill?: boolean;
}

interface Live {
  shown: readonly [number, number];
  completeUntil: number;
}

interface Request {
  element: HTMLElement;
  looks: SeriesLook[];
  format: (value: number | null | undefined) => string;
  height: number;
  syncKey: string;
  latest: () => Live;
  onCursor: (index: number | null) => void;
}

export function chartOptions(request: Request): uPlot.Options {
  const { element, looks, format, height, syncKey, latest } = request;
  const css = getComputedStyle(element);
  const colour = (name: string) => css.getPropertyValue(name).trim();
  const font = '11px system-ui, sans-serif';
  const axis = {
    stroke: colour('--n-faint'),
    font,
    grid: { stroke: colour('--n-grid'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: Math.max(element.clientWidth, 120),
    height,
    legend: { show: false },
    cursor: {
      sync: { key: syncKey },
      points: { size: 6 },
      drag: { x: false, y: false },
    },
    scales: {
      x: { time: true, range: () => [...latest().shown] },
      y: { range: (_, __, max) => [0, niceTop(max)] },
    },
    axes: [
      { ...axis, size: 26, gap: 6, grid: { show: false }, values: timeLabels, space: 70 },
      { ...axis, size: 58, gap: 6, space: 34, values: (_, splits) => splits.map((value) => format(value)) },
    ],
    series: [
      {},
      ...looks.map((look) => ({
        label: look.label,
        stroke: colour(look.colour),
        width: 1.5,
        spanGaps: false,
        points: { show: false },
        ...(look.fill ? { fill: `color-mix(in srgb, ${colour(look.colour)} 12%, transparent)` } : {}),
        paths: looks.length > 0 ? withLonePoints() : undefined,
      })),
    ],
    hooks: {
      draw: [(chart) => fade(chart, latest().completeUntil, colour('--n-surface'))],
      setCursor: [(chart) => request.onCursor(chart.cursor.idx ?? null)],
    },
  };
}

/** A value between two gaps has no line to lie on: it gets a dash one step wide. */
function withLonePoints(): uPlot.Series.PathBuilder {
  const linear = uPlot.paths.linear?.();
  return (chart, series, from, to) => {
    const paths = linear?.(chart, series, from, to) ?? null;
    const values = chart.data[series];
    const times = chart.data[0];
    if (!paths?.stroke || !values || !(paths.stroke instanceof Path2D)) return paths;
    for (let index = from; index <= to; index++) {
      const value = values[index];
      const time = times[index];
      if (value == null || time === undefined || values[index - 1] != null || values[index + 1] != null) continue;
      const x = chart.valToPos(time, 'x', true);
      const y = chart.valToPos(value, 'y', true);
      paths.stroke.moveTo(x - 2, y);
      paths.stroke.lineTo(x + 2, y);
    }
    return paths;
  };
}

/** What nodes may still be reporting is drawn lighter. */
function fade(chart: uPlot, completeUntil: number, surface: string) {
  const { ctx, bbox } = chart;
  const from = Math.max(chart.valToPos(completeUntil, 'x', true), bbox.left);
  const width = bbox.left + bbox.width - from;
  if (!(width > 0)) return;
  ctx.save();
  ctx.globalAlpha = 0.62;
  ctx.fillStyle = surface;
  ctx.fillRect(from, bbox.top, width, bbox.height);
  ctx.restore();
}

/** Never a flat zero line in the middle, and some air above the highest value. */
export function niceTop(max: number | null): number {
  if (max === null || !Number.isFinite(max) || max <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(max * 1.1));
  const steps = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];
  return (steps.find((step) => step * power >= max * 1.05) ?? 10) * power;
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric' });

function timeLabels(_: uPlot, splits: number[]): string[] {
  return splits.map((seconds) => {
    const date = new Date(seconds * 1000);
    return date.getHours() === 0 && date.getMinutes() === 0 ? day.format(date) : clock.format(date);
  });
}
