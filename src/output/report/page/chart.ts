import uPlot from 'uplot';
import { h } from './dom.js';
import { onColoursChange } from './theme.js';

export type ChartOptions = Omit<uPlot.Options, 'width' | 'height'>;

export interface Chart {
  /** What it shows, for those who cannot see it. */
  readonly label: string;
  readonly height: number;
  /** Made again when the colours change. */
  readonly options: () => ChartOptions;
  readonly data: () => uPlot.AlignedData;
}

/** Charts that are on the page, so that a change of its width reaches them. */
const drawn = new Map<Element, (width: number) => void>();
const redraws = new Set<() => void>();
const observer = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) drawn.get(target)?.(contentRect.width);
});
onColoursChange(() => {
  for (const redraw of redraws) redraw();
});

/** A chart as wide as its place. @returns its element, and what draws it again with other data */
export function chart({ label, height, options, data }: Chart): { element: HTMLElement; redraw: () => void } {
  const element = h('div', { class: 'chart', role: 'img', 'aria-label': label });
  let plot: uPlot | undefined;
  let width = 0;
  const redraw = (): void => {
    plot?.destroy();
    plot = undefined;
    if (width < 50) return;
    plot = new uPlot({ ...options(), width, height }, data(), element);
  };
  drawn.set(element, (next) => {
    const whole = Math.floor(next);
    if (whole === width) return;
    width = whole;
    if (plot === undefined) redraw();
    else plot.setSize({ width, height });
  });
  redraws.add(redraw);
  observer.observe(element);
  return { element, redraw };
}

/** Times on an axis are UTC. */
export const utc = (seconds: number): Date => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC');

/** Axes in the colours of the page. */
export function axis(stroke: string, grid: string, more: uPlot.Axis = {}): uPlot.Axis {
  return {
    stroke,
    font: '12px system-ui, sans-serif',
    grid: { stroke: grid, width: 1 },
    ticks: { stroke: grid, width: 1 },
    ...more,
  };
}

/** Times as `2026-03-01`, `Mar 1` or `12:30`. */
export const TIME_LABELS: uPlot.Axis.DynamicValues = (_plot, splits, _axis, _space, increment) =>
  splits.map((seconds) => {
    const text = new Date(seconds * 1000).toISOString();
    return increment >= 86_400 ? text.slice(5, 10) : `${text.slice(11, 16)}\n${text.slice(5, 10)}`;
  });
