/**
 * How long evaluating takes on one thread: an organisation of mixed identities over a month, after a warm-up
 * of a fortnight that is judged too. Checks that every theft planted in a quiet identity is found.
 *
 *     npx tsx bench/detect/evaluate.bench.ts [identity-days] [seed]
 */
import { evaluateFamily } from '../../src/detect/evaluate.js';
import { PopulationPart } from '../../src/detect/population.js';
import type { EvaluationScope } from '../../src/detect/scope.js';
import type { Signal } from '../../src/model/signal.js';
import { DAY, formatInstant } from '../../src/model/time.js';
import type { ProfileView } from '../../src/profile/profile.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { reportRows, type BenchRow } from '../report.js';
import { countsView, type Kind, MIX, randomFrom, seriesOf } from './mixed-series.js';

const [identityDays = 40_000, seed = 1] = process.argv.slice(2).map(Number);
const MONDAY = 1_772_409_600;
const WARMUP = 14;
const DAYS = 30;
const THEFT = 100;
/** Active days from which an identity has habits that a theft can depart from. */
const HABITS = 5;
const identities = Math.ceil(identityDays / DAYS);
const scope: EvaluationScope = {
  rule: BUILT_IN_RULE,
  range: { from: MONDAY + WARMUP * DAY, to: MONDAY + (WARMUP + DAYS) * DAY },
  historyFrom: MONDAY,
};

const random = randomFrom(seed);
const kinds = MIX.flatMap(([kind, percent]) => Array<Kind>(percent).fill(kind));
const views = new Map<Kind, ProfileView[]>(MIX.map(([kind]) => [kind, []]));
const thefts = new Map<string, string>();
for (let n = 0; n < identities; n++) {
  const kind = kinds[Math.floor(random() * 100)]!;
  const series = seriesOf(kind, MONDAY / 300, WARMUP + DAYS, random);
  const key = `${kind}-${n}`;
  const bucket = MONDAY / 300 + WARMUP * 288 + Math.floor(random() * DAYS * 288);
  if (kind === 'sparse' && n % 3 === 0 && activeDays(series, bucket) >= HABITS) {
    series.set(bucket, (series.get(bucket) ?? 0) + THEFT);
    thefts.set(key, formatInstant(bucket * 300));
  }
  views.get(kind)!.push(countsView(key, series));
}

/** Days before a bucket's own on which there was anything. */
function activeDays(series: ReadonlyMap<number, number>, before: number): number {
  const dayOf = (bucket: number): number => Math.floor((bucket * 300) / DAY);
  const days = new Set([...series.keys()].map(dayOf));
  return [...days].filter((day) => day < dayOf(before)).length;
}

const began = performance.now();
const part = new PopulationPart();
for (const view of [...views.values()].flat()) part.add([view], scope);
const population = part.population();
const populated = performance.now();
const signals: Signal[] = [];
const rows = [...views].map(([kind, some]) => {
  const start = performance.now();
  const found = some.flatMap((view) => evaluateFamily([view], { ...scope, population }));
  signals.push(...found);
  const milliseconds = performance.now() - start;
  return { kind, identities: some.length, signals: found.length, milliseconds };
});
const evaluated = performance.now();

const missed = [...thefts].filter(
  ([key, start]) =>
    !signals.some((signal) => signal.identity.key === key && signal.start <= start && start < signal.end),
);
if (missed.length > 0 || thefts.size === 0) {
  throw new Error(
    `missed ${missed.length} of ${thefts.size} thefts with seed ${seed}: ${JSON.stringify(missed)}`,
  );
}
const days = identities * DAYS;
const row = (task: string, milliseconds: number, count: number): BenchRow => {
  const value = (milliseconds * 1000) / count;
  return { task: `${task}, one identity-day`, value, unit: 'µs', best: value, runs: 1 };
};
reportRows([
  ...rows.map(({ kind, identities: count, signals: found, milliseconds }) =>
    row(`${kind} (${count} identities, ${found} signals)`, milliseconds, count * DAYS),
  ),
  row('the population of all', populated - began, days),
  row('all', evaluated - began, days),
]);
