import { compareSignals } from '../../src/detect/compare-signals.js';
import type { Signal } from '../../src/model/signal.js';
import { FIRST, type Ranking, rankingQuality } from './ranking.js';

/** What a signal has that orders depend on, and whether it is about a theft. */
export interface RankedSignal {
  readonly signal: Pick<Signal, 'status' | 'pValue' | 'start' | 'identity'>;
  readonly isTheft: boolean;
}

/** An order of signals that is compared. */
interface Order {
  readonly label: string;
  /** Which signals are in the list. */
  readonly has: (one: RankedSignal) => boolean;
  readonly compare: (a: RankedSignal, b: RankedSignal) => number;
}

const isShown = ({ signal }: RankedSignal): boolean => signal.status !== 'info';
const bySeverity = (a: RankedSignal, b: RankedSignal): number => compareSignals(a.signal, b.signal);
/** The same order for signals that all have one status. */
const byPValue = (a: RankedSignal, b: RankedSignal): number =>
  compareSignals({ ...a.signal, status: 'info' }, { ...b.signal, status: 'info' });

const ORDERS: readonly Order[] = [
  { label: 'severity, then p-value', has: isShown, compare: bySeverity },
  { label: 'p-value alone', has: isShown, compare: byPValue },
  { label: 'severity, then p-value, with `info`', has: () => true, compare: bySeverity },
  { label: 'p-value alone, with `info`', has: () => true, compare: byPValue },
];

/**
 * A Markdown table of how good the order of every list is, beside the same signals by p-value alone. Signals that are
 * `info` are not listed, which is work of the severity, too: so the last rows have them.
 * @param organisations the signals of each, in any order
 */
export function rankingTable(organisations: readonly (readonly RankedSignal[])[]): string {
  const rows = ORDERS.map(({ label, has, compare }) => {
    const lists = organisations.map((signals) => signals.filter(has).sort(compare));
    const rankings = lists.map((list): Ranking => list.map(({ isTheft }) => isTheft));
    const { precisions, averagePrecision } = rankingQuality(rankings);
    const cells = FIRST.map((most) => {
      const { relevant, all } = precisions.get(most)!;
      return all === 0 ? '–' : `${((100 * relevant) / all).toFixed(1)} % of ${all}`;
    });
    const count = lists.reduce((sum, list) => sum + list.length, 0);
    return [label, count, ...cells, averagePrecision === undefined ? '–' : averagePrecision.toFixed(3)];
  });
  const head = [
    'signals by',
    'signals',
    ...FIRST.map((most) => `precision of the first ${most}`),
    'average precision',
  ];
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|---|${'---:|'.repeat(head.length - 1)}`, ...rows.map(line)].join('\n');
}
