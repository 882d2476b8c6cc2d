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
import { countsView, type Kind, MIX, randomFrom, seriesOf } from './mixed-series.js';

const [identityDays = 100_000, seed = 1] = process.argv.slice(2).map(Number);
const MONDAY = 1_772_409_600;
const WARMUP = 14;
const DAYS = 30;
const THEFT = 100;
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
  if (kind === 'sparse' && n % 10 === 0) {
    const bucket = MONDAY / 300 + WARMUP * 288 + Math.floor(random() * DAYS * 288);
    series.set(bucket, (series.get(bucket) ?? 0) + THEFT);
    thefts.set(key, formatInstant(bucket * 300));
  }
  views.get(kind)!.push(countsView(key, series));
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
for (const { kind, identities: count, signals: found, milliseconds } of rows) {
  const each = ((milliseconds * 1000) / count / DAYS).toFixed(2);
  console.log(`${kind.padEnd(8)} ${count} identities, ${found} signals, ${each} µs an identity-day`);
}
const seconds = (evaluated - began) / 1000;
console.log(
  `${identities * DAYS} identity-days in ${seconds.toFixed(2)} s (population ${((populated - began) / 1000).toFixed(2)} s), ` +
    `so ${((seconds / identities / DAYS) * 1e6).toFixed(1)} s for 1,000,000; ` +
    `${thefts.size - missed.length} of ${thefts.size} thefts found; seed ${seed}`,
);
if (missed.length > 0 || thefts.size === 0) {
  console.error(`Missed: ${JSON.stringify(missed)}`);
  process.exitCode = 1;
}
