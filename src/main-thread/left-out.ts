import { count, type Counts, type Coverage, type SkipReason } from '../model/coverage.js';
import { Examples } from '../model/examples.js';

/** An address of what was left out, for each reason. */
export type LeftOutExamples = Examples<SkipReason>['all'];

/** What each reason means, in parentheses behind a number of objects or folders. */
const MEANING: Readonly<Record<SkipReason, string>> = {
  digest: 'digests of CloudTrail',
  insight: 'CloudTrail Insights',
  notCloudTrail: 'without any record of CloudTrail',
  otherService: 'logs of other AWS services',
  archive: 'archives, which must be unpacked to be read',
  appleDouble: "macOS's companions of copied files",
  besideTrails: 'beside the trails, under names that promise no records; name their folder to have them read',
  notCurrent: 'older versions or deleted',
  outsideTimeRange: 'delivered before the wanted time',
  deliveredLater: 'delivered after the wanted time and its slack',
  otherAccount: 'of other accounts',
  otherRegion: 'of other regions',
  otherSlice: 'of other slices',
  empty: 'empty',
};

/** Reasons that lie in the options of the run; all others lie in names and contents. */
const BY_PLAN: ReadonlySet<string> = new Set<SkipReason>([
  'outsideTimeRange',
  'deliveredLater',
  'otherAccount',
  'otherRegion',
  'otherSlice',
]);

/** What a run left out: the counts are in its coverage, an example of each reason is here. */
export class LeftOut {
  readonly #coverage: Coverage;
  readonly #examples = new Examples<SkipReason>();

  constructor(coverage: Coverage) {
    this.#coverage = coverage;
  }

  /** Counts a folder that the listing did not enter. */
  folder(reason: SkipReason, uri: string): void {
    count(this.#coverage.foldersNotEntered, reason);
    this.note(reason, uri);
  }

  /** Notes what was left out as an example. */
  note(reason: SkipReason, uri: string): void {
    this.#examples.note(reason, uri);
  }

  get examples(): LeftOutExamples {
    return this.#examples.all;
  }
}

type LeftOutCounts = Pick<Coverage, 'skipped' | 'foldersNotEntered'>;

/** Whether anything was left out because of the options of the run. */
export function isLeftOutByPlan(coverage: LeftOutCounts): boolean {
  return reasonsOf(coverage).some((reason) => BY_PLAN.has(reason));
}

/** What names and contents were reasons to leave out, each with an example; empty when there is nothing of the kind. */
export function leftOutByName(coverage: LeftOutCounts, examples: LeftOutExamples): string {
  return phrases(coverage, examples, (reason) => !BY_PLAN.has(reason));
}

/** What the options of the run were reasons to leave out, each with an example. */
export function leftOutByPlan(coverage: LeftOutCounts, examples: LeftOutExamples): string {
  return phrases(coverage, examples, (reason) => BY_PLAN.has(reason));
}

/** How much was left out for one reason: `3 objects and 1 folder`; empty when nothing was. */
export function amountLeftOut({ skipped, foldersNotEntered }: LeftOutCounts, reason: SkipReason): string {
  return [amount(skipped, reason, 'object'), amount(foldersNotEntered, reason, 'folder')]
    .filter((text) => text !== '')
    .join(' and ');
}

function amount(counts: Counts<SkipReason>, reason: SkipReason, noun: string): string {
  const number = counts[reason] ?? 0;
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function phrases(
  coverage: LeftOutCounts,
  examples: LeftOutExamples,
  isAsked: (reason: SkipReason) => boolean,
): string {
  return reasonsOf(coverage)
    .filter(isAsked)
    .map((reason) => {
      const example = examples[reason];
      const named = example === undefined ? '' : `, such as ${example}`;
      return `${amountLeftOut(coverage, reason)} (${MEANING[reason]}${named})`;
    })
    .join('; ');
}

function reasonsOf({ skipped, foldersNotEntered }: LeftOutCounts): SkipReason[] {
  const present = { ...skipped, ...foldersNotEntered };
  return (Object.keys(MEANING) as SkipReason[]).filter((reason) => present[reason] !== undefined);
}
