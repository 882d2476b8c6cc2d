import { printable } from '../printable.js';
import { STATUS_STYLE, type Paint, type Style } from '../terminal/colour.js';
import { shortenIdentity } from '../terminal/shorten-identity.js';
import { clip, pad, textWidth, wrap } from '../terminal/text-width.js';
import type { Change, RunComparison } from './compare-runs.js';
import type { BriefSignal } from './read-signals.js';

interface Entry {
  readonly kind: 'new' | 'gone' | 'changed' | 'moved';
  readonly signal: BriefSignal;
  readonly changes: readonly Change[];
}

const KIND_STYLE: Readonly<Record<Entry['kind'], Style>> = {
  new: 'bold',
  gone: 'dim',
  changed: 'bold',
  moved: 'dim',
};
const TITLES = ['what', 'status', 'start (UTC)', 'retrievals', 'items', 'new', 'p-value'] as const;
/** The first columns are texts, the others numbers. */
const TEXTS = 3;
const GAP = '  ';
/** Columns that an identity needs beside the figures; with less it is on a line of its own. */
const IDENTITY_WIDTH = 30;
/** More columns are not used, whatever a text has. */
const LONGEST_LINE = 1000;

export interface ComparisonOptions {
  /** Columns of the terminal; `Infinity`: no limit. */
  readonly width: number;
  readonly paint: Paint;
  /** Most signals that are shown. @default 200 */
  readonly most?: number;
}

/** How many signals are new, gone and so on, in one line. */
export function comparisonCounts({ new: fresh, gone, changed, moved, same }: RunComparison): string {
  return `${fresh.length} new, ${gone.length} gone, ${changed.length} changed, ${moved.length} moved, ${same} the same`;
}

/** What differs, as a table for a terminal; empty when nothing does. */
export function comparisonTable(
  comparison: RunComparison,
  { width, paint, most = 200 }: ComparisonOptions,
): string {
  const all: Entry[] = [
    ...comparison.new.map((signal): Entry => ({ kind: 'new', signal, changes: [] })),
    ...comparison.gone.map((signal): Entry => ({ kind: 'gone', signal, changes: [] })),
    ...comparison.changed.map(({ after, changes }): Entry => ({ kind: 'changed', signal: after, changes })),
    ...comparison.moved.map(({ after, changes }): Entry => ({ kind: 'moved', signal: after, changes })),
  ];
  if (all.length === 0) return '';
  const shown = all.slice(0, most);
  const rows = shown.map(cellsOf);
  const widths = TITLES.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => textWidth(row[column]!))),
  );
  const figuresWidth = widths.reduce((sum, one) => sum + one + GAP.length, 0);
  const isBeside = width - figuresWidth >= IDENTITY_WIDTH;
  const room = Math.min(LONGEST_LINE, Math.max(1, isBeside ? width - figuresWidth : width - GAP.length));
  const figures = (cells: readonly string[]): string[] =>
    cells.map((cell, column) => pad(cell, widths[column]!, column < TEXTS ? 'right' : 'left'));
  const lines = [
    [...figures(TITLES), ...(isBeside ? ['identity'] : [])].map((cell) => paint('bold', cell)).join(GAP),
  ];
  for (const [index, { kind, signal, changes }] of shown.entries()) {
    const [what, status, ...rest] = figures(rows[index]!);
    const style = signal.suppressed === null ? STATUS_STYLE[signal.status] : 'dim';
    const cells = [paint(KIND_STYLE[kind], what!), paint(style, status!), ...rest];
    const identity = shortenIdentity(signal.identity.key, room);
    lines.push([...cells, ...(isBeside ? [identity] : [])].join(GAP).trimEnd());
    if (!isBeside) lines.push(GAP + identity);
    const below = Math.min(LONGEST_LINE, Math.max(10, width - 4));
    lines.push(paint('dim', `    ${clip(printable(`${signal.id}  ${signal.rule.name}`), below)}`));
    for (const change of changes) lines.push(...wrap(changeText(change), below).map((text) => `    ${text}`));
  }
  if (all.length > most) lines.push(`… and ${all.length - most} more; --json has all of them`);
  return `${lines.join('\n')}\n`;
}

function cellsOf({ kind, signal }: Entry): string[] {
  const { status, suppressed, start, observed, pValue } = signal;
  return [
    kind,
    suppressed === null ? status : 'suppressed',
    start.slice(0, 16).replace('T', ' '),
    String(observed.retrievals),
    String(observed.distinctSecrets),
    String(observed.newSecrets),
    pValue === null ? '-' : pValue.toExponential(0),
  ].map(printable);
}

function changeText({ field, before, after }: Change): string {
  return `${field}: ${valueText(before)} → ${valueText(after)}`;
}

function valueText(value: Change['before']): string {
  if (value === null) return 'none';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toPrecision(3);
  return clip(printable(value), 100);
}
