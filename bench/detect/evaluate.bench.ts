/**
 * Time of the evaluation on one thread, and its memory in addition to the state: an organisation of mixed identities
 * over 30 days after a warm-up of 14 days, which is evaluated too, with the built-in rule and all its analyses. Checks
 * that every theft planted in a quiet identity is found.
 *
 *     npx tsx bench/detect/evaluate.bench.ts [identity-days] [seed]
 */
import { evaluateRoleGroup } from '../../src/detect/evaluate.js';
import { organisationOf, partOf } from '../../src/detect/organisation/organisation-part.js';
import type { EvaluationPeriod } from '../../src/detect/period.js';
import type { Signal } from '../../src/model/signal.js';
import { DAY, formatInstant } from '../../src/model/time.js';
import { ProfileStore } from '../../src/profile/profile-store.js';
import { profilesOf } from '../../src/profile/stored-profile.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { roleGroupsOf } from '../../src/shard-thread/role-groups.js';
import { reportRows, type BenchRow } from '../report.js';
import { addIdentity, type Kind, MIX, randomFrom, seriesOf } from './mixed-series.js';

const [identityDays = 30_000, seed = 1] = process.argv.slice(2).map(Number);
const MONDAY = 1_772_409_600;
const WARMUP = 14;
const DAYS = 30;
const THEFT = 100;
/** Active days after which an identity is established. */
const ESTABLISHED_DAYS = 5;
const identities = Math.ceil(identityDays / (WARMUP + DAYS));
const evaluation: EvaluationPeriod = {
  rule: BUILT_IN_RULE,
  range: { from: MONDAY + WARMUP * DAY, to: MONDAY + (WARMUP + DAYS) * DAY },
  historyFrom: MONDAY,
};

const random = randomFrom(seed);
const kinds = MIX.flatMap(([kind, percent]) => Array<Kind>(percent).fill(kind));
const store = new ProfileStore(BUILT_IN_RULE.bucketDuration);
const thefts = new Map<string, string>();
for (let n = 0; n < identities; n++) {
  const kind = kinds[Math.floor(random() * 100)]!;
  const series = seriesOf(kind, MONDAY / 300, WARMUP + DAYS, random);
  const key = `${kind}-${n}`;
  const bucket = MONDAY / 300 + WARMUP * 288 + Math.floor(random() * DAYS * 288);
  const isTheft = kind === 'sparse' && n % 10 === 0 && activeDays(series, bucket) >= ESTABLISHED_DAYS;
  if (isTheft) {
    series.set(bucket, (series.get(bucket) ?? 0) + THEFT);
    thefts.set(key, formatInstant(bucket * 300));
  }
  addIdentity(store, key, series, random, isTheft ? bucket : undefined);
}

/** Active days before the day of a bucket. */
function activeDays(series: ReadonlyMap<number, number>, before: number): number {
  const dayOf = (bucket: number): number => Math.floor((bucket * 300) / DAY);
  const active = new Set([...series.keys()].map(dayOf));
  return [...active].filter((day) => day < dayOf(before)).length;
}

const { bytes, cells } = store.totals();
const inUse = (): number => {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};
const before = inUse();
let most = before;
let evaluatedRoleGroups = 0;
const began = performance.now();
const cpu = process.cpuUsage();
const organisation = organisationOf(partOf(roleGroupsOf(profilesOf(store)), evaluation));
const populated = performance.now();
const signals: Signal[] = [];
const byKind = new Map<string, { identities: number; signals: number; milliseconds: number }>();
for (const roleGroup of roleGroupsOf(profilesOf(store))) {
  const kind = roleGroup[0]!.identity.key.split('-', 1)[0]!;
  const start = performance.now();
  const found = evaluateRoleGroup(roleGroup, { ...evaluation, organisation });
  signals.push(...found);
  const one = byKind.get(kind) ?? { identities: 0, signals: 0, milliseconds: 0 };
  one.identities++;
  one.signals += found.length;
  one.milliseconds += performance.now() - start;
  byKind.set(kind, one);
  if (++evaluatedRoleGroups % 20 === 0) most = Math.max(most, inUse());
}
const evaluated = performance.now();
const { user, system } = process.cpuUsage(cpu);

const missed = [...thefts].filter(
  ([key, start]) =>
    !signals.some((signal) => signal.identity.key === key && signal.start <= start && start < signal.end),
);
if (missed.length > 0 || thefts.size === 0) {
  throw new Error(
    `missed ${missed.length} of ${thefts.size} thefts with seed ${seed}: ${JSON.stringify(missed)}`,
  );
}
/** Identity-days of state; the warm-up is evaluated like the rest. */
const days = identities * (WARMUP + DAYS);
const row = (task: string, milliseconds: number, count: number): BenchRow => {
  const value = (milliseconds * 1000) / count;
  return { task: `${task}, one identity-day`, value, unit: 'µs', best: value, runs: 1 };
};
const onTop = (100 * (most - before)) / bytes;
reportRows([
  ...[...byKind].map(([kind, { identities: count, signals: found, milliseconds }]) =>
    row(`${kind} (${count} identities, ${found} signals)`, milliseconds, count * (WARMUP + DAYS)),
  ),
  row('the organisation of all', populated - began, days),
  row(`all (${cells} cells)`, evaluated - began, days),
  row('all, processor time', (user + system) / 1000, days),
  { task: 'memory beside the state, garbage included', value: onTop, unit: '%', best: onTop, runs: 1 },
]);
