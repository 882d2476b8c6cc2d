import {
  MONTH_END_STATUS,
  SEVERITY_ROWS,
  type SeverityOverrides,
  type SeverityRow,
  type SeverityRowName,
  type SeveritySource,
} from '../model/severity-table.js';
import { withHostingProvider } from '../hosting/hosting-provider.js';
import { severityOf, type SignalStatus } from '../model/signal.js';
import type { Disclosure } from './disclosure/disclosure.js';
import type { SignalSpan } from './join-findings.js';
import { isMonthEndWork } from './month-end.js';
import type { FirstSeenItem } from './role-group/first-seen-items.js';

/** How severe a signal is, and why. */
export interface Grade {
  readonly status: SignalStatus;
  /** Short sentences, the most important one first. */
  readonly reasons: readonly string[];
}

/** At most so many networks are named. */
const MOST_NAMED = 3;

/** What a signal discloses, as far as its status depends on it. */
export interface SignalFacts {
  /** Kinds of all its findings. */
  readonly kinds: ReadonlySet<string>;
  /** Items that nothing explains, that count, and that it never read again on a day after the signal; of a role for emergencies all. */
  readonly newItems: number;
  /** Items that nothing explains, and that it reads again on a later day from where it was before. */
  readonly keptItems: number;
  /** New items with names like those that the role group keeps reading, and that count. */
  readonly similarItems: number;
  /** Whether a network is strange to the organisation, and its role group is no person. */
  readonly hasNewNetwork: boolean;
  readonly hasNewTool: boolean;
  /** The most that a finding of `attempts` counts; 0 where there is none. */
  readonly attempts: number;
  readonly isPerson: boolean;
}

/** The row of the severity table that decides on a signal. */
export interface DecidingRow {
  readonly name: SeverityRowName;
  readonly status: SignalStatus;
}

/**
 * The row that decides on a signal: of each analysis that found something the first row that holds, and of these the
 * most severe; so one more finding never makes a signal less severe. Others decide where none of these analyses found
 * anything.
 * @param overrides statuses of rows that a rule replaces
 */
export function decidingRow(facts: SignalFacts, overrides: SeverityOverrides = {}): DecidingRow {
  const firsts = new Map<SeveritySource, DecidingRow>();
  for (const [name, row] of SEVERITY_ROWS) {
    if (firsts.has(row.of) || !holds(row, facts)) continue;
    firsts.set(row.of, { name, status: overrides[name] ?? row.status });
  }
  const ofAnalyses = [...firsts].flatMap(([of, row]) => (of === 'others' ? [] : [row]));
  const rows = ofAnalyses.length > 0 ? ofAnalyses : [...firsts.values()];
  return rows.reduce((most, row) => (severityOf(row.status) > severityOf(most.status) ? row : most));
}

function holds(row: SeverityRow, facts: SignalFacts): boolean {
  const { of, newItems = 0, newItemsBelow = Infinity, keptItems = 0, similarItems = 0 } = row;
  const { newNetwork, newTool, attempts = 0, noPerson } = row;
  return (
    (of === 'others' || facts.kinds.has(of)) &&
    facts.newItems >= newItems &&
    facts.newItems < newItemsBelow &&
    facts.keptItems >= keptItems &&
    facts.similarItems >= similarItems &&
    (!newNetwork || facts.hasNewNetwork) &&
    (!newTool || facts.hasNewTool) &&
    facts.attempts >= attempts &&
    (!noPerson || !facts.isPerson)
  );
}

/**
 * The status of a signal by what it discloses: items that nothing explains, and networks that are strange to the
 * organisation. Retrievals of what a role group reads anyway, from where it reads anyway, disclose nothing and are
 * `info`, however many they are.
 * @param overrides statuses of rows that the rule replaces
 */
export function gradeOf(
  { start, end, findings }: SignalSpan,
  disclosure: Disclosure,
  bucketDuration: number,
  overrides?: SeverityOverrides,
): Grade {
  const within = ({ bucket }: { readonly bucket: number }): boolean => bucket >= start && bucket < end;
  const isReadAgain = (item: FirstSeenItem): boolean =>
    disclosure.isReadAgainAfter(end * bucketDuration - 1, item);
  const unexplained = disclosure.allUnexplained.filter(within);
  const readAgain = unexplained.filter(isReadAgain).length;
  const ofOwnPattern = disclosure.allOfOwnPattern.filter(within);
  const strange = disclosure.strangeNetworksIn(start * bucketDuration, end * bucketDuration);
  const hasTool = disclosure.hasNewTool(start * bucketDuration, end * bucketDuration);
  const reasons: string[] = [];
  if (unexplained.length > 0) {
    const again = readAgain > 0 ? `; ${readAgain} of them read again on a later day` : '';
    reasons.push(`${unexplained.length} never read before, which nothing explains${again}`);
  }
  if (ofOwnPattern.length > 0) {
    reasons.push(`${ofOwnPattern.length} new ones with names like those it reads anyway`);
  }
  if (strange.length > 0) {
    const more = strange.length > MOST_NAMED ? ` and ${strange.length - MOST_NAMED} more` : '';
    const named = strange.slice(0, MOST_NAMED).map(withHostingProvider);
    reasons.push(`from ${named.join(', ')}${more}, strange to the organisation`);
  }
  if (hasTool) reasons.push('with a tool that it never used before');
  const facts: SignalFacts = {
    kinds: new Set(findings.map(({ result }) => result.kind)),
    newItems: disclosure.counted(unexplained.filter((item) => !isReadAgain(item))).length,
    keptItems: disclosure.keptElsewhere(unexplained, start * bucketDuration, end * bucketDuration - 1).length,
    similarItems: disclosure.counted(ofOwnPattern).length,
    // People are at home, on a journey, in another office.
    hasNewNetwork: strange.length > 0 && !disclosure.roleGroup.isPerson,
    hasNewTool: hasTool,
    attempts: findings.reduce(
      (most, { result }) => (result.kind === 'attempts' ? Math.max(most, result.observed) : most),
      0,
    ),
    isPerson: disclosure.roleGroup.isPerson,
  };
  const { name, status } = decidingRow(facts, overrides);
  if (name === 'volumeOnly' && reasons.length === 0) reasons.push('nothing new, from nowhere new');
  const atMonthEnd = overrides?.monthEnd ?? MONTH_END_STATUS;
  if (
    severityOf(status) <= severityOf(atMonthEnd) ||
    !isMonthEndWork(facts, disclosure, start * bucketDuration, end * bucketDuration)
  ) {
    return { status, reasons };
  }
  return { status: atMonthEnd, reasons: ['at the end of a month, which its role is named for', ...reasons] };
}
