import uPlot from 'uplot';
import type { RuleActivity } from '../../../model/activity.js';
import { severityOf, type Signal, STATUSES } from '../../../model/signal.js';
import { lengthText } from '../../duration-text.js';
import { axis, chart, TIME_LABELS, utc, type ChartOptions } from './chart.js';
import { append, byId, h, table } from './dom.js';
import { minuteText } from '../../words.js';
import type { PageModel, PageRule } from './page-model.js';
import { colours } from './theme.js';

// eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the enum has no value at run time
const RIGHT = 1 as uPlot.Axis.Side;

interface Step {
  readonly time: number;
  readonly retrievals: number;
  readonly failures: number;
  readonly active: number;
  /** Of the signals that began in it and are not suppressed. */
  readonly signals: number;
  /** The severity of the most severe one; −1 where there is none. */
  readonly severity: number;
}

/** What all identities did over time, a chart for each rule. */
export function drawOverview(model: PageModel): void {
  for (const overview of model.overviews) {
    const rule = model.rules.find(({ id }) => id === overview.rule);
    if (rule !== undefined && overview.all.steps.length > 1) {
      append(byId('overview'), [overviewOf(overview, rule, model)]);
    }
  }
}

function overviewOf(overview: RuleActivity, rule: PageRule, model: PageModel): HTMLElement {
  const steps = stepsOf(overview, model.signals);
  const { event } = rule.words;
  const { seconds } = overview.all;
  const length = seconds === 86_400 ? 'day' : seconds === 3600 ? 'hour' : lengthText(seconds);
  const signals = steps.reduce((sum, step) => sum + step.signals, 0);
  const { element } = chart({
    label: `${event.many} and active identities over time, with ${signals} signals marked. The figures are in the table below.`,
    height: 170,
    options: () => optionsOf(steps, overview.all.seconds),
    data: () => [
      steps.map(({ time }) => time),
      steps.map(({ retrievals }) => retrievals),
      steps.map(({ active }) => active),
    ],
  });
  return h(
    'figure',
    {},
    h(
      'figcaption',
      {},
      model.rules.length > 1 ? `${rule.name}: ${event.many} per ${length}` : `${event.many} per ${length}`,
    ),
    element,
    h(
      'ul',
      { class: 'legend' },
      h('li', {}, h('span', { class: 'mark role', 'aria-hidden': 'true' }), event.many),
      h('li', {}, h('span', { class: 'mark own', 'aria-hidden': 'true' }), 'active identities (right axis)'),
      h(
        'li',
        {},
        h('span', { class: 'mark signal', 'aria-hidden': 'true' }),
        'signals, in the colour of the most severe one',
      ),
    ),
    h(
      'details',
      {},
      h('summary', {}, 'Figures of this chart'),
      table(
        `What was counted per ${length} (UTC)`,
        [
          {
            title: 'from',
            cell: ({ time }) => minuteText(time),
          },
          { title: event.many, isFigure: true, cell: ({ retrievals }) => retrievals },
          { title: 'failed', isFigure: true, cell: ({ failures }) => failures },
          { title: 'active identities', isFigure: true, cell: ({ active }) => active },
          { title: 'signals', isFigure: true, cell: (step) => step.signals },
        ],
        steps,
      ),
    ),
  );
}

function stepsOf({ rule, all, active }: RuleActivity, signals: readonly Signal[]): Step[] {
  const begun = new Map<number, { signals: number; severity: number }>();
  for (const signal of signals) {
    if (signal.rule.id !== rule || signal.suppressed !== null) continue;
    const step = Math.floor((Date.parse(signal.start) / 1000 - all.from) / all.seconds);
    const before = begun.get(step) ?? { signals: 0, severity: -1 };
    begun.set(step, {
      signals: before.signals + 1,
      severity: Math.max(before.severity, severityOf(signal.status)),
    });
  }
  const last = all.steps.at(-1) ?? 0;
  const index = new Map(all.steps.map((step, at) => [step, at]));
  return Array.from({ length: last + 1 }, (_, step) => {
    const at = index.get(step);
    return {
      time: all.from + step * all.seconds,
      retrievals: at === undefined ? 0 : all.retrievals[at]!,
      failures: at === undefined ? 0 : all.failures[at]!,
      active: at === undefined ? 0 : active[at]!,
      ...(begun.get(step) ?? { signals: 0, severity: -1 }),
    };
  });
}

function optionsOf(steps: readonly Step[], seconds: number): ChartOptions {
  const theme = colours();
  const style = getComputedStyle(document.documentElement);
  const fills = STATUSES.map((status) => style.getPropertyValue(`--${status}`).trim());
  const end = steps.at(-1)!.time + seconds;
  return {
    tzDate: utc,
    legend: { show: false },
    cursor: { points: { show: false } },
    scales: {
      x: { time: true, range: (_plot, low, high) => [low, high > end - seconds - 1 ? end : high] },
      y: { range: (_plot, _low, high) => [0, Math.max(4, high * 1.25)] },
      active: { range: (_plot, _low, high) => [0, Math.max(4, high * 1.25)] },
    },
    axes: [
      axis(theme.text, theme.grid, { values: TIME_LABELS, space: 60 }),
      axis(theme.text, theme.grid, { size: 60 }),
      axis(theme.text, theme.grid, { scale: 'active', side: RIGHT, size: 52, grid: { show: false } }),
    ],
    series: [
      {},
      {
        fill: theme.role,
        stroke: theme.role,
        width: 0,
        paths: uPlot.paths.bars!({ size: [0.8, 40], align: 1 }),
        points: { show: false },
      },
      { scale: 'active', stroke: theme.own, width: 2, points: { show: false } },
    ],
    hooks: { draw: [(plot) => markSignals(plot, steps, seconds, fills)] },
  };
}

/** A triangle above each step in which signals began. */
function markSignals(plot: uPlot, steps: readonly Step[], seconds: number, fills: readonly string[]): void {
  const { ctx, bbox } = plot;
  const size = 6 * devicePixelRatio;
  for (const { time, signals, severity } of steps) {
    if (signals === 0) continue;
    const x = plot.valToPos(time + seconds / 2, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.fillStyle = fills[severity]!;
    ctx.beginPath();
    ctx.moveTo(x - size, bbox.top + 1);
    ctx.lineTo(x + size, bbox.top + 1);
    ctx.lineTo(x, bbox.top + 1 + 1.6 * size);
    ctx.fill();
  }
}
