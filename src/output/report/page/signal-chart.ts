import uPlot from 'uplot';
import type { IdentityActivity } from '../../../model/activity.js';
import type { Signal } from '../../../model/signal.js';
import { lengthText } from '../../duration-text.js';
import type { CountedWords } from '../../signal-sentence.js';
import { binLength, bins, usualBefore, type Bins, type Usual } from './bins.js';
import { axis, chart, TIME_LABELS, utc, type ChartOptions } from './chart.js';
import { button, h, table } from './dom.js';
import { minuteText } from '../../words.js';
import { colours } from './theme.js';

/** Bars that are wide enough to be seen. */
const MOST_BARS = 220;
const DAY = 86_400;

/** The evaluated time, epoch seconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

interface View {
  readonly title: string;
  readonly span: Span;
}

interface Drawn {
  readonly shown: Bins;
  readonly own: Bins;
  readonly usual: Usual;
}

/** What a chart of a signal is drawn from besides. */
export interface ChartContext {
  /** The evaluated time. */
  readonly evaluated: Span;
  /** Times of which not all was seen where the identity was. */
  readonly gaps: readonly Span[];
  readonly words: CountedWords;
}

/** What the identity of a signal did over time, with what was usual before, and the signal and the gaps marked. */
export function signalChart(
  signal: Signal,
  activity: IdentityActivity,
  { evaluated, gaps: allGaps, words }: ChartContext,
): HTMLElement {
  const gaps = allGaps.filter(({ from, to }) => from < evaluated.to && to > evaluated.from);
  const span = { from: Date.parse(signal.start) / 1000, to: Date.parse(signal.end) / 1000 };
  const views = viewsOf(span, evaluated);
  let view = views[0]!;
  let drawn = draw(activity, view.span, span);
  const label =
    `${words.event.many} of ${signal.identity.key} over time: ${signal.observed.retrievals} within the signal, ` +
    `${signal.observed.newSecrets} new ${words.item.many}.${gaps.length === 0 ? '' : ' Times of which not all was seen are marked.'} The figures are in the table below.`;
  const plotted = chart({
    label,
    height: 220,
    options: () => optionsOf(drawn, span, gaps),
    data: () => dataOf(drawn),
  });
  const figures = h('div');
  const note = h('p', { class: 'quiet' });
  const show = (next: View): void => {
    view = next;
    drawn = draw(activity, view.span, span);
    plotted.redraw();
    for (const one of choices) one.setAttribute('aria-pressed', String(one.dataset['view'] === view.title));
    note.textContent = `Bars of ${lengthText(drawn.shown.seconds)}, UTC. Drag over the chart to enlarge a part, double-click to see all again.`;
    figures.replaceChildren(figuresOf(drawn, words, activity.role !== null));
  };
  const choices = views.map((one) => {
    const choice = button(one.title, () => show(one), { class: 'choice' });
    choice.dataset['view'] = one.title;
    return choice;
  });
  show(view);
  return h(
    'section',
    { class: 'activity' },
    h('h4', {}, 'Over time'),
    h('div', { class: 'choices', role: 'group', 'aria-label': 'Time shown' }, ...choices),
    plotted.element,
    legend(words, activity.role !== null, gaps.length > 0),
    note,
    h('details', {}, h('summary', {}, 'Figures of this chart'), figures),
  );
}

function viewsOf(signal: Span, evaluated: Span): View[] {
  const around = (title: string, margin: number): View => ({
    title,
    span: {
      from: Math.max(evaluated.from, signal.from - margin),
      to: Math.min(evaluated.to, signal.to + margin),
    },
  });
  const all = [
    { title: 'Whole period', span: evaluated },
    around('Days around', 3 * DAY),
    around('Hours around', 4 * 3600),
  ];
  return all.filter(
    ({ span }, index) => index === 0 || span.to - span.from < (evaluated.to - evaluated.from) * 0.8,
  );
}

function draw(activity: IdentityActivity, { from, to }: Span, signal: Span): Drawn {
  const all = activity.role ?? activity.own;
  const seconds = binLength(to - from, all, MOST_BARS);
  const before = Math.max(0, from - 14 * DAY);
  const history = bins(all, before, to, seconds);
  const first = Math.round((Math.floor(from / seconds) * seconds - history.from) / seconds);
  const signalBin = Math.floor(signal.from / seconds) - history.from / seconds;
  const usual = usualBefore(history, first, signalBin);
  const cut = (counts: readonly number[]): number[] => counts.slice(first);
  const shown = {
    from: history.from + first * seconds,
    seconds,
    retrievals: cut(history.retrievals),
    failures: cut(history.failures),
    newItems: cut(history.newItems),
  };
  return { shown, usual, own: bins(activity.own, from, to, seconds) };
}

function dataOf({ shown, own, usual }: Drawn): uPlot.AlignedData {
  const x = shown.retrievals.map((_, bin) => shown.from + bin * shown.seconds);
  const orNull = (counts: readonly number[]): (number | null)[] =>
    counts.map((count) => (count === 0 ? null : count));
  return [
    x,
    usual.high,
    usual.low,
    usual.most,
    orNull(shown.retrievals),
    orNull(own.retrievals.slice(0, x.length)),
    orNull(shown.newItems),
  ];
}

function optionsOf({ shown }: Drawn, signal: Span, gaps: readonly Span[]): ChartOptions {
  const theme = colours();
  const bars = uPlot.paths.bars!({ size: [0.9, 24], align: 1 });
  const stepped = uPlot.paths.stepped!({ align: 1 });
  const bar = (fill: string): uPlot.Series => ({
    fill,
    stroke: fill,
    width: 0,
    paths: bars,
    points: { show: false },
  });
  const line = (stroke: string, more: uPlot.Series = {}): uPlot.Series => ({
    stroke,
    width: 1,
    paths: stepped,
    points: { show: false },
    ...more,
  });
  const end = shown.from + shown.retrievals.length * shown.seconds;
  return {
    tzDate: utc,
    legend: { show: false },
    cursor: { points: { show: false }, drag: { x: true, y: false } },
    scales: {
      x: {
        time: true,
        range: (_plot, low, high) => [low, high === low || high > end - shown.seconds ? end : high],
      },
      y: { range: (_plot, _low, high) => [0, Math.max(4, high * 1.1)] },
    },
    axes: [
      axis(theme.text, theme.grid, { values: TIME_LABELS, space: 70 }),
      axis(theme.text, theme.grid, {
        size: 52,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10_000, 50_000, 100_000],
      }),
    ],
    series: [
      {},
      line('transparent'),
      line('transparent'),
      line(theme.bound, { dash: [6, 4], width: 1.5 }),
      bar(theme.role),
      bar(theme.own),
      bar(theme.fresh),
    ],
    bands: [{ series: [1, 2], fill: theme.band }],
    hooks: {
      drawClear: [
        (plot) => {
          for (const gap of gaps) markSpan(plot, gap, shown.seconds, theme.gap);
          markSpan(plot, signal, shown.seconds, theme.span);
        },
      ],
    },
  };
}

/** Shades a time, at least a bar wide. */
function markSpan(plot: uPlot, { from, to }: Span, seconds: number, fill: string): void {
  const start = plot.valToPos(Math.floor(from / seconds) * seconds, 'x', true);
  const end = plot.valToPos(Math.max(to, (Math.floor(from / seconds) + 1) * seconds), 'x', true);
  const { left, top, width, height } = plot.bbox;
  const x = Math.max(left, start - 2);
  const right = Math.min(left + width, Math.max(end, start + 4) + 2);
  if (right <= x) return;
  plot.ctx.fillStyle = fill;
  plot.ctx.fillRect(x, top, right - x, height);
}

function legend({ event, item }: CountedWords, hasRole: boolean, hasGaps: boolean): HTMLElement {
  const entry = (mark: string, text: string): HTMLElement =>
    h('li', {}, h('span', { class: `mark ${mark}`, 'aria-hidden': 'true' }), text);
  return h(
    'ul',
    { class: 'legend' },
    entry('fresh', `${item.many} new to it`),
    entry('own', `its ${event.many}`),
    hasRole && entry('role', `${event.many} of all sessions of the role`),
    entry('band', 'usual: the middle 90 % of the bars of two weeks before'),
    entry('bound', 'the highest of them'),
    entry('span', 'this signal'),
    hasGaps && entry('gap', 'not all was seen: a gap'),
  );
}

function figuresOf(
  { shown, own, usual }: Drawn,
  { event, item }: CountedWords,
  hasRole: boolean,
): HTMLElement {
  const rows = shown.retrievals.flatMap((count, bin) =>
    count + shown.failures[bin]! + shown.newItems[bin]! === 0 ? [] : [bin],
  );
  const time = (bin: number): string => minuteText(shown.from + bin * shown.seconds);
  return table(
    `${event.many} in ${lengthText(shown.seconds)} from each time (UTC)`,
    [
      { title: 'time', cell: time },
      { title: `its ${event.many}`, isFigure: true, cell: (bin) => own.retrievals[bin] ?? 0 },
      ...(hasRole
        ? [{ title: 'of the role', isFigure: true, cell: (bin: number) => shown.retrievals[bin]! }]
        : []),
      { title: `new ${item.many}`, isFigure: true, cell: (bin) => shown.newItems[bin]! },
      { title: 'failed', isFigure: true, cell: (bin) => shown.failures[bin]! },
      { title: 'highest before', isFigure: true, cell: (bin) => usual.most[bin] ?? '–' },
    ],
    rows,
  );
}
