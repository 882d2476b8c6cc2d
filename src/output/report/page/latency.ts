import uPlot from 'uplot';
import type { LatencyCurve } from '../report-data.js';
import { axis, chart, type ChartOptions } from './chart.js';
import { append, byId, h } from './dom.js';
import { colours } from './theme.js';

/** The latency of each stage by percentile. */
export function drawLatency(curves: readonly LatencyCurve[]): void {
  for (const unit of ['us', 's'] as const) {
    const some = curves.filter((one) => one.unit === unit && one.values.length > 1);
    if (some.length > 0) append(byId('latency'), [latencyChart(some, unit)]);
  }
}

function latencyChart(curves: readonly LatencyCurve[], unit: LatencyCurve['unit']): HTMLElement {
  const title =
    unit === 'us'
      ? 'Latency of each stage by percentile'
      : 'From an event to the delivery of its object, by percentile';
  const { element } = chart({
    label: `${title}. The figures are in the table below.`,
    height: 240,
    options: () => optionsOf(curves, unit),
    data: () => dataOf(curves),
  });
  return h(
    'figure',
    {},
    h('figcaption', {}, title),
    element,
    h(
      'ul',
      { class: 'legend' },
      ...curves.map(({ stage }, index) =>
        h('li', {}, h('span', { class: `mark line-${index}`, 'aria-hidden': 'true' }), stage),
      ),
    ),
  );
}

/** Percentiles as 1 / (1 − fraction): 1 is 0 %, 10 is 90 %, 100 is 99 %. */
function dataOf(curves: readonly LatencyCurve[]): uPlot.AlignedData {
  const tables = curves.map(({ percentiles, values }): uPlot.AlignedData => [
    percentiles.map((percentile) => 100 / (100 - percentile)),
    // Nothing is faster than the scale can show.
    values.map((value) => Math.max(1, value)),
  ]);
  return tables.length === 1 ? tables[0]! : uPlot.join(tables);
}

// eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the enum has no value at run time
const LOGARITHMIC = 3 as uPlot.Scale.Distr;

const MICROSECONDS = [
  [1e6, 's'],
  [1e3, 'ms'],
  [1, 'µs'],
] as const;
const SECONDS = [
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const;

function optionsOf(curves: readonly LatencyCurve[], unit: LatencyCurve['unit']): ChartOptions {
  const theme = colours();
  const text = (value: number): string => {
    const [size, name] = (unit === 'us' ? MICROSECONDS : SECONDS).find(([one]) => value >= one) ?? [1, ''];
    return `${Number((value / size).toPrecision(2))} ${name}`;
  };
  const isPower = (value: number): boolean =>
    Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9;
  return {
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false, distr: LOGARITHMIC }, y: { distr: LOGARITHMIC } },
    axes: [
      axis(theme.text, theme.grid, {
        values: (_plot, splits) =>
          splits.map((value) => (isPower(value) ? `${Number((100 - 100 / value).toFixed(6))} %` : null)),
      }),
      axis(theme.text, theme.grid, {
        size: 64,
        values: (_plot, splits) => splits.map((value) => (isPower(value) ? text(value) : null)),
      }),
    ],
    series: [
      {},
      ...curves.map((_, index) => ({
        stroke: theme.lines[index % theme.lines.length]!,
        width: 2,
        spanGaps: true,
        points: { show: false },
      })),
    ],
  };
}
