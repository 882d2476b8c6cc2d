import type { RuleResult } from '../main-thread/result.js';
import type { Signal } from '../model/signal.js';
import { countedOf } from './counted-events.js';

const COLUMNS = [
  'start (UTC)',
  'minutes',
  'status',
  'retrievals',
  'items',
  'new',
  'p-value',
  'identity',
  'rule',
] as const;
/** Columns of text, aligned left. The others are numbers, aligned right. */
const LEFT = new Set<string>(['start (UTC)', 'status', 'identity', 'rule']);

/**
 * The signals as a table for a terminal, at most `most` of them. Empty when there are none.
 * @param rules the rules of the run. With one, the columns have the nouns of that rule and no rule is named.
 */
export function signalTable(
  signals: readonly Signal[],
  rules: readonly Pick<RuleResult, 'subject'>[],
  most = 50,
): string {
  if (signals.length === 0) return '';
  const isOne = rules.length === 1;
  const rows = signals.slice(0, most).map((signal) => {
    const minutes = (Date.parse(signal.end) - Date.parse(signal.start)) / 60_000;
    const approximately = signal.estimated ? '~' : '';
    return [
      signal.start.replace('T', ' ').replace('Z', ''),
      String(Math.round(minutes)),
      signal.suppressed === null ? signal.status : 'suppressed',
      `${approximately}${signal.observed.retrievals}`,
      `${approximately}${signal.observed.distinctSecrets}`,
      String(signal.observed.newSecrets),
      signal.pValue === null ? '-' : signal.pValue.toExponential(0),
      printable(signal.identity.key),
      ...(isOne ? [] : [printable(signal.rule.name)]),
    ];
  });
  const names = headings(rules);
  const widths = names.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]!.length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        LEFT.has(COLUMNS[column]!) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join('  ')
      .trimEnd();
  const more =
    signals.length > most
      ? [`… and ${signals.length - most} more; signals.ndjson (--format signals) has all of them`]
      : [];
  return [line(names), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line), ...more, ''].join(
    '\n',
  );
}

/** The headings of the columns, in the nouns of the rules. */
function headings(rules: readonly Pick<RuleResult, 'subject'>[]): string[] {
  const [first, ...more] = rules;
  const items = more.length === 0 ? first!.subject.noun.many : 'items';
  const nouns: Readonly<Record<string, string>> = { retrievals: countedOf(rules).many, items };
  return COLUMNS.slice(0, more.length === 0 ? -1 : undefined).map((name) => nouns[name] ?? name);
}

/** Replaces the characters that control a terminal or reverse text: texts from records may contain any character. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are replaced
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '�');
}
