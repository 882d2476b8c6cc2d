import type { JobResult } from './run-job.js';
import { wilson } from './wilson.js';

/** How many of all thefts were found, with the interval of Wilson at 95 %. */
export interface Recall {
  readonly found: number;
  readonly all: number;
  readonly interval: readonly [low: number, high: number];
}

/** The results of one detector over all organisations. Rates are per 1,000 roles and users and 30 days. */
export interface ScoreCard {
  readonly detector: string;
  readonly recall: Recall;
  readonly recallByShape: Readonly<Record<string, Recall>>;
  readonly recallByPersona: Readonly<Record<string, Recall>>;
  readonly recallByMix: Readonly<Record<string, Recall>>;
  readonly falseFindings: number;
  readonly falseRate: number;
  /** The part of `falseRate` of each persona; the parts add up to it. */
  readonly falseRateByPersona: Readonly<Record<string, number>>;
  readonly falseRateByMix: Readonly<Record<string, number>>;
  /** Seconds from the first call of a theft to the end of the first window that signals, for the thefts that were found. */
  readonly delay: { readonly median: number; readonly p90: number } | null;
  /** Mean running time for an organisation, milliseconds. */
  readonly took: number;
}

/** @param results of one identity mode, all with this detector. */
export function scoreCard(detector: string, results: readonly JobResult[]): ScoreCard {
  const runs = results.flatMap((result) =>
    result.detectors.filter(({ name }) => name === detector).map((one) => ({ ...one, mix: mixOf(result) })),
  );
  const thefts = runs.flatMap(({ score, mix }) => score.thefts.map((theft) => ({ ...theft, mix })));
  const wrong = runs.flatMap(({ score, mix }) => score.falseFindings.map((one) => ({ ...one, mix })));
  const principalDays = runs.reduce((sum, { score }) => sum + score.principalDays, 0);
  const rate = (count: number, days: number): number => (count * 1000 * 30) / days;
  const delays = thefts.flatMap(({ delay }) => (delay === null ? [] : [delay])).sort((a, b) => a - b);
  return {
    detector,
    recall: recallOf(thefts),
    recallByShape: mapGroups(thefts, ({ shape }) => shape, recallOf),
    recallByPersona: mapGroups(thefts, ({ persona }) => persona, recallOf),
    recallByMix: mapGroups(thefts, ({ mix }) => mix, recallOf),
    falseFindings: wrong.length,
    falseRate: rate(wrong.length, principalDays),
    falseRateByPersona: mapGroups(
      wrong,
      ({ persona }) => persona,
      (group) => rate(group.length, principalDays),
    ),
    falseRateByMix: mapGroups(
      runs,
      ({ mix }) => mix,
      (group) =>
        rate(
          group.reduce((sum, { score }) => sum + score.falseFindings.length, 0),
          group.reduce((sum, { score }) => sum + score.principalDays, 0),
        ),
    ),
    delay:
      delays.length === 0
        ? null
        : { median: delays[Math.floor(delays.length / 2)]!, p90: delays[Math.floor(delays.length * 0.9)]! },
    took: runs.reduce((sum, { took }) => sum + took, 0) / Math.max(1, runs.length),
  };
}

function mixOf({ organisation }: JobResult): string {
  return organisation.split('/', 1)[0]!;
}

function recallOf(thefts: readonly { readonly delay: number | null }[]): Recall {
  const found = thefts.filter(({ delay }) => delay !== null).length;
  return { found, all: thefts.length, interval: wilson(found, thefts.length) };
}

/** Applies `map` to each group of items with the same name; groups are sorted by name. */
function mapGroups<Item, Result>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  map: (group: readonly Item[]) => Result,
): Record<string, Result> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return Object.fromEntries(
    [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, group]) => [name, map(group)]),
  );
}
