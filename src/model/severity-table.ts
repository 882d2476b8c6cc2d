import type { AnalysisKind } from './analysis-kinds.js';
import type { SignalStatus } from './signal.js';

/** What must be true of a signal for a row to hold: all that it names. */
export interface SeverityCondition {
  /** At least so many unexplained items. */
  readonly newItems?: number;
  /** Fewer unexplained items than this. */
  readonly newItemsBelow?: number;
  /** At least so many unexplained items that the role group reads again on a later day from where it was before. */
  readonly keptItems?: number;
  /** At least so many new items with names like those that the role group keeps reading. */
  readonly similarItems?: number;
  /** A network that is strange to the organisation. Never holds for a person, who may be at home or on a journey. */
  readonly newNetwork?: true;
  /** A tool that the role group never used before. */
  readonly newTool?: true;
  /** At least so many attempts. */
  readonly attempts?: number;
  /** The role group is no person. */
  readonly noPerson?: true;
}

/**
 * What found something: an analysis with rows of its own, or, where none of those did, others: `volume`, `breadth`, and
 * threshold cases.
 */
export type SeveritySource = Exclude<AnalysisKind, 'volume' | 'breadth'> | 'others';

/** One row: the status of what a source finds under a condition. */
export interface SeverityRow extends SeverityCondition {
  readonly of: SeveritySource;
  readonly status: SignalStatus;
}

/**
 * The status of a signal by what it discloses. Of each analysis that found something the first row that holds counts,
 * and the most severe of these decides. Each analysis has a last row without a condition. A rule gives rows other
 * statuses by their names, in `trailspike.severity`; docs/detection.md has the same table.
 */
export const SEVERITY_TABLE = {
  copiedKey: { of: 'credential', status: 'critical' },
  spreadNewItems: { of: 'spread', newItems: 5, status: 'critical' },
  spread: { of: 'spread', status: 'high' },
  attemptsNewItems: { of: 'attempts', newItems: 3, status: 'critical' },
  manyAttempts: { of: 'attempts', attempts: 5, noPerson: true, status: 'high' },
  attempts: { of: 'attempts', status: 'medium' },
  manyNewItemsFromNewOrigin: { of: 'novelty', newItems: 20, newNetwork: true, status: 'critical' },
  newItemsFromNewOrigin: { of: 'novelty', newNetwork: true, status: 'high' },
  manyNewItems: { of: 'novelty', newItems: 20, status: 'high' },
  manySimilarItems: { of: 'novelty', newItemsBelow: 3, similarItems: 50, status: 'medium' },
  similarItemsWithNewTool: {
    of: 'novelty',
    newItemsBelow: 3,
    similarItems: 10,
    newTool: true,
    status: 'medium',
  },
  similarItems: { of: 'novelty', newItemsBelow: 3, similarItems: 1, status: 'low' },
  newItems: { of: 'novelty', newItems: 3, status: 'medium' },
  fewNewItems: { of: 'novelty', newItems: 1, noPerson: true, status: 'medium' },
  itemsReadAgain: { of: 'novelty', status: 'low' },
  coincidenceNewItems: { of: 'coincidence', newItems: 3, status: 'high' },
  coincidence: { of: 'coincidence', status: 'medium' },
  originKeptItems: { of: 'origin', newItemsBelow: 3, keptItems: 3, status: 'low' },
  originNewItems: { of: 'origin', newItems: 3, newNetwork: true, status: 'high' },
  origin: { of: 'origin', status: 'medium' },
  volumeManyNewItems: { of: 'others', newItems: 10, status: 'medium' },
  volumeNewItemsFromNewOrigin: {
    of: 'others',
    newItems: 5,
    newNetwork: true,
    status: 'medium',
  },
  volumeNewItems: { of: 'others', newItems: 3, status: 'low' },
  volumeFromNewOrigin: { of: 'others', newNetwork: true, status: 'low' },
  volumeOnly: { of: 'others', status: 'info' },
} as const satisfies Readonly<Record<string, SeverityRow>>;

/** What has no rows of its own. */
const OTHERS = 'only volume, breadth or threshold cases';

/** What a row may be given another status by: `monthEnd` and `recurring` are no rows of an analysis. */
export type SeverityRowName = keyof typeof SEVERITY_TABLE | 'monthEnd' | 'recurring';

/** The status of work at the end of a month, by a role that is named for it, where another row makes it more severe. */
export const MONTH_END_STATUS: SignalStatus = 'low';

/** The status of what recurs alike each week or month, and that another row makes `medium`. */
export const RECURRING_STATUS: SignalStatus = 'low';

/** The rows in the order in which they are tried, by name. */
export const SEVERITY_ROWS: readonly (readonly [SeverityRowName, SeverityRow])[] = Object.entries(
  SEVERITY_TABLE,
) as [keyof typeof SEVERITY_TABLE, SeverityRow][];

/** Statuses that a rule gives to rows in place of those of the table. */
export type SeverityOverrides = Readonly<Partial<Record<SeverityRowName, SignalStatus>>>;

/** A row as a reader sees it. */
export interface DescribedSeverityRow {
  readonly name: SeverityRowName;
  /** What found something, and when the row holds, in words. */
  readonly when: string;
  readonly status: SignalStatus;
}

/** All rows in words, those of no analysis last. */
export const DESCRIBED_SEVERITY_ROWS: readonly DescribedSeverityRow[] = [
  ...SEVERITY_ROWS.map(([name, row]) => ({ name, when: whenText(row), status: row.status })),
  {
    name: 'monthEnd',
    when: 'what would be more: only novelty, volume or breadth, at the end of a month, by a role that is named for it',
    status: MONTH_END_STATUS,
  },
  {
    name: 'recurring',
    when: 'what would be medium, and recurs alike each week or month',
    status: RECURRING_STATUS,
  },
];

function whenText(row: SeverityRow): string {
  const { of, newItems, newItemsBelow, keptItems, similarItems } = row;
  const { newNetwork, newTool, attempts, noPerson } = row;
  const conditions = [
    ...(newItems === undefined ? [] : [`${newItems} or more unexplained items`]),
    ...(newItemsBelow === undefined ? [] : [`fewer than ${newItemsBelow} unexplained items`]),
    ...(keptItems === undefined ? [] : [`${keptItems} or more that it goes on reading where it was before`]),
    ...(similarItems === undefined ? [] : [`${similarItems} or more new items with names like its own`]),
    ...(newNetwork ? ['a strange network'] : []),
    ...(newTool ? ['a new tool'] : []),
    ...(attempts === undefined ? [] : [`${attempts} or more`]),
    ...(noPerson ? ['no person'] : []),
  ];
  const isOnly = SEVERITY_ROWS.filter(([, other]) => other.of === of).length === 1;
  return `${of === 'others' ? OTHERS : of}: ${conditions.join(', ') || (isOnly ? 'all that it finds' : 'the rest')}`;
}
