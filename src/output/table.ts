import type { RuleResult } from '../main-thread/result.js';
import type { Signal } from '../model/signal.js';
import { countedOf } from './counted-events.js';
import { printable } from './printable.js';
import { signalSentence, type CountedWords } from './signal-sentence.js';
import { STATUS_STYLE, unpainted, type Paint } from './terminal/colour.js';
import { shortenIdentity } from './terminal/shorten-identity.js';
import { clip, pad, textWidth, wrap } from './terminal/text-width.js';

export interface TableOptions {
  /** Most signals that are shown. @default 50 */
  readonly most?: number;
  /** Columns of the terminal. @default no limit */
  readonly width?: number;
  /** @default no colours */
  readonly paint?: Paint;
  /** Whether a sentence that says why it is one, and its reasons, are below each signal. @default false */
  readonly verbose?: boolean;
}

/** One column of figures. They are never shortened. */
interface Column {
  readonly title: string;
  readonly side: 'left' | 'right';
  /** Left out of narrow tables, the highest first; 0 never is. */
  readonly dispensable: number;
  readonly cell: (signal: Signal) => string;
}

/** Columns that identities are worth: for them, dispensable columns are left out. */
const IDENTITY_WIDTH = 36;
/** Columns of the least room beside the figures; with less, identities are on lines of their own. */
const LEAST_IDENTITY_WIDTH = 20;
const GAP = '  ';
const START = 'start (UTC)';
/** More of one sentence is not shown. */
const LONGEST_SENTENCE = 600;

/**
 * The signals as a table for a terminal. Empty when there are none. Narrow terminals get shorter identities, then fewer
 * columns, then identities on lines of their own, but always status and counts.
 * @param rules the rules of the run. With one, the columns have the nouns of that rule and no rule is named.
 */
export function signalTable(
  signals: readonly Signal[],
  rules: readonly Pick<RuleResult, 'rule' | 'subject'>[],
  { most = 50, width = Infinity, paint = unpainted, verbose = false }: TableOptions = {},
): string {
  if (signals.length === 0) return '';
  const shown = signals.slice(0, most);
  const names = rules.length === 1 ? [] : shown.map(({ rule }) => printable(rule.name));
  const keys = shown.map(({ identity }) => printable(identity.key));
  const hasSeconds = shown.some(({ start }) => !start.endsWith(':00Z'));
  const startText = ({ start }: Signal): string => start.slice(0, hasSeconds ? 19 : 16).replace('T', ' ');
  const layout = layoutOf(figureColumns(rules, startText), shown, { keys, names, width });
  const { columns, widths, identityWidth, ruleWidth } = layout;
  const figures = (cells: readonly string[], style: (cell: string, column: Column) => string): string =>
    columns
      .map((column, index) =>
        style(pad(cells[index]!, widths[index]!, column.side === 'left' ? 'right' : 'left'), column),
      )
      .join(GAP);
  const beside = (identity: string, rule: string | undefined): string =>
    rule === undefined ? identity : `${pad(identity, identityWidth, 'right')}${GAP}${rule}`;
  const line = (cells: string, rest: string): string =>
    (layout.isBelow ? cells : `${cells}${GAP}${rest}`).trimEnd();

  const lines = [
    line(
      figures(
        columns.map(({ title }) => title),
        (cell) => paint('bold', cell),
      ),
      paint('bold', beside('identity', names.length > 0 ? 'rule' : undefined)),
    ),
    line(
      widths.map((one) => '─'.repeat(one)).join(GAP),
      beside('─'.repeat(identityWidth), names.length > 0 ? '─'.repeat(ruleWidth) : undefined),
    ),
  ];
  for (const [index, signal] of shown.entries()) {
    const isQuiet = signal.suppressed !== null;
    const identity = shortenIdentity(signal.identity.key, identityWidth);
    const name = names[index] === undefined ? undefined : clip(names[index], ruleWidth);
    const row = line(
      figures(
        columns.map(({ cell }) => cell(signal)),
        (cell, { title }) =>
          title === 'status' ? paint(isQuiet ? 'dim' : STATUS_STYLE[signal.status], cell) : cell,
      ),
      beside(identity, name),
    );
    lines.push(row);
    if (layout.isBelow) {
      const time = columns.some(({ title }) => title === START) ? [] : [startText(signal)];
      lines.push(...[...time, identity, ...(name === undefined ? [] : [name])].map((text) => GAP + text));
    }
    if (verbose) lines.push(...details(signal, wordsFor(signal, rules), width, paint));
  }
  if (signals.length > most) {
    lines.push(`… and ${signals.length - most} more; signals.ndjson (--format signals) has all of them`);
  }
  return `${lines.join('\n')}\n`;
}

interface Layout {
  readonly columns: readonly Column[];
  readonly widths: readonly number[];
  readonly identityWidth: number;
  /** 0 when no rule is named. */
  readonly ruleWidth: number;
  /** Whether identities are on lines of their own. */
  readonly isBelow: boolean;
}

interface Texts {
  readonly keys: readonly string[];
  /** Of the rules; empty when none is named. */
  readonly names: readonly string[];
  readonly width: number;
}

/** Leaves out columns until identities have the room that they want, then takes less for them. */
function layoutOf(all: readonly Column[], signals: readonly Signal[], { keys, names, width }: Texts): Layout {
  const widest = (title: string, texts: readonly string[]): number =>
    texts.reduce((most, text) => Math.max(most, textWidth(text)), title.length);
  const [longestKey, longestRule] = [
    widest('identity', keys),
    names.length === 0 ? 0 : widest('rule', names),
  ];
  const layouts = [...new Set(all.map(({ dispensable }) => dispensable))]
    .sort((a, b) => b - a)
    .map((limit) => all.filter(({ dispensable }) => dispensable <= limit))
    .map((columns) => {
      const widths = columns.map(({ title, cell }) => widest(title, signals.map(cell)));
      const figures = widths.reduce((sum, one) => sum + one + GAP.length, 0);
      return { columns, widths, rest: width - figures, figures };
    });
  const roomFor = (rest: number): Pick<Layout, 'identityWidth' | 'ruleWidth'> => {
    if (names.length === 0) return { identityWidth: Math.min(longestKey, rest), ruleWidth: 0 };
    const both = rest - GAP.length;
    const ruleWidth = Math.min(longestRule, Math.max(Math.floor(both / 3), both - longestKey));
    return { identityWidth: Math.min(longestKey, both - ruleWidth), ruleWidth };
  };
  const least = (most: number): number =>
    Math.min(longestKey, most) + (names.length === 0 ? 0 : GAP.length + Math.min(longestRule, most / 2));
  // The time of a signal is worth more than a long identity.
  const timed = layouts.filter(({ columns }) => columns.some(({ title }) => title === START));
  const beside =
    timed.find(({ rest }) => rest >= least(IDENTITY_WIDTH)) ??
    timed.findLast(({ rest }) => rest >= least(LEAST_IDENTITY_WIDTH));
  if (beside !== undefined) return { ...beside, ...roomFor(beside.rest), isBelow: false };
  const below = layouts.find(({ figures }) => figures - GAP.length <= width) ?? layouts.at(-1)!;
  const room = Math.max(1, width - GAP.length);
  return {
    ...below,
    identityWidth: Math.min(longestKey, room),
    ruleWidth: Math.min(longestRule, room),
    isBelow: true,
  };
}

/** The columns of figures, in the nouns of the rules. */
function figureColumns(
  rules: readonly Pick<RuleResult, 'subject'>[],
  startText: (signal: Signal) => string,
): Column[] {
  const [first, ...more] = rules;
  const items = more.length === 0 ? first!.subject.noun.many : 'items';
  const about = ({ estimated }: Signal): string => (estimated ? '~' : '');
  const minutes = ({ start, end }: Signal): string =>
    String(Math.round((Date.parse(end) - Date.parse(start)) / 60_000));
  const pValue = (signal: Signal): string => (signal.pValue === null ? '-' : signal.pValue.toExponential(0));
  return [
    {
      title: START,
      side: 'left',
      dispensable: 1,
      cell: startText,
    },
    { title: 'minutes', side: 'right', dispensable: 3, cell: minutes },
    {
      title: 'status',
      side: 'left',
      dispensable: 0,
      cell: ({ suppressed, status }) => (suppressed === null ? status : 'suppressed'),
    },
    {
      title: countedOf(rules).many,
      side: 'right',
      dispensable: 0,
      cell: (one) => `${about(one)}${one.observed.retrievals}`,
    },
    {
      title: items,
      side: 'right',
      dispensable: 0,
      cell: (one) => `${about(one)}${one.observed.distinctSecrets}`,
    },
    { title: 'new', side: 'right', dispensable: 0, cell: ({ observed }) => String(observed.newSecrets) },
    { title: 'p-value', side: 'right', dispensable: 2, cell: pValue },
  ];
}

function wordsFor({ rule }: Signal, rules: readonly Pick<RuleResult, 'rule' | 'subject'>[]): CountedWords {
  const { subject } = rules.find((one) => one.rule.id === rule.id) ?? rules[0]!;
  return { item: subject.noun, event: subject.event };
}

/** What stands below a signal: its id, its identity in full, why it is one, and why it has its status. */
function details(signal: Signal, words: CountedWords, width: number, paint: Paint): string[] {
  const { id, identity, reasons } = signal;
  const room = Math.max(20, width - 6);
  const block = (text: string): string[] => wrap(clip(printable(text), LONGEST_SENTENCE), room);
  return [
    ...block(`signal ${id} of ${identity.key}`).map((text) => paint('dim', `    ${text}`)),
    ...block(signalSentence(signal, words)).map((text) => `    ${text}`),
    ...reasons.flatMap((reason) =>
      block(reason).map((text, index) => `    ${index === 0 ? '-' : ' '} ${text}`),
    ),
    '',
  ];
}
