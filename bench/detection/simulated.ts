/**
 * How many simulated thefts the detector finds and how often it is wrong, straight from simulated retrievals.
 * Prints the README's detection table as Markdown. `npm run bench:detection -- [identities] [days] [seed …]`
 */
import { PopulationPart } from '../../src/detect/population.js';
import { evaluateFamily } from '../../src/detect/evaluate.js';
import { originOf } from '../../src/decode/origin.js';
import type { Signal } from '../../src/model/signal.js';
import { ProfileStore } from '../../src/profile/profile-store.js';
import { profilesOf } from '../../src/profile/stored-profile.js';
import { BUILT_IN_RULE } from '../../src/rule/built-in.js';
import { applyBatch, BatchBuilder } from '../../src/shard/batch.js';
import { familiesOf } from '../../src/shard/families.js';
import { sectionOf } from '../../src/shard/partition.js';
import { buildOrganisation } from '../../src/simulate/organisation.js';
import { retrievalEvents } from '../../src/simulate/retrieval-events.js';
import type { RetrievalEvent } from '../../src/simulate/retrieval-event.js';
import { resolveOptions } from '../../src/simulate/simulate-options.js';
import type { Retrieval } from '../../src/model/retrieval.js';
import type { IdentityMode } from '../../src/model/identity.js';

const [identities = 200, days = 35, ...seeds] = process.argv.slice(2).map(Number);
const SEEDS = seeds.length > 0 ? seeds : [101, 102, 103];
const THEFTS = 48;

interface Truth {
  readonly shape: string;
  readonly keys: Set<string>;
  from: number;
  to: number;
}

const keyOf = ({ session }: RetrievalEvent, mode: IdentityMode): string =>
  mode === 'issuer' && session.principal.kind === 'role' && session.origin !== 'sso'
    ? session.principal.arn
    : session.arn;

function retrievalOf(event: RetrievalEvent, mode: IdentityMode): Retrieval {
  const { session, batch, origin } = event;
  const key = keyOf(event, mode);
  return {
    kind: batch === null ? 'get' : 'batch',
    eventKey: `${event.stream}/${event.sequence}`,
    time: event.time,
    identity: {
      key,
      arn: key,
      type: session.principal.kind === 'user' ? 'IAMUser' : 'AssumedRole',
      accountId: session.principal.accountId,
      issuerArn: session.principal.kind === 'user' ? '' : session.principal.arn,
    },
    failed: event.failure !== null,
    secrets:
      batch === null
        ? [event.secret!.key]
        : batch.by === 'list'
          ? batch.secrets.map(({ key: name }) => name)
          : [],
    filterLimit: batch?.by === 'filters' ? (batch.maxResults ?? 20) : 0,
    origin: originOf(origin.address, origin.userAgent),
    region: event.region,
    recipientAccountId: session.principal.accountId,
  };
}

interface Outcome {
  readonly found: ReadonlyMap<string, readonly [found: number, all: number]>;
  readonly falseSignals: number;
  readonly principals: number;
}

function judge(seed: number, mode: IdentityMode): Outcome {
  const organisation = buildOrganisation(resolveOptions({ days, identities, seed, thefts: THEFTS }));
  const shapes = new Map(organisation.thefts.map((theft) => [theft.id, theft.shape]));
  const truths = new Map<string, Truth>();
  const store = new ProfileStore(BUILT_IN_RULE.bucketDuration);
  let builder = new BatchBuilder();
  for (const event of retrievalEvents(organisation)) {
    if (event.theft !== null) {
      const truth = truths.get(event.theft) ?? {
        shape: shapes.get(event.theft)!,
        keys: new Set<string>(),
        from: event.time,
        to: event.time,
      };
      truth.keys.add(keyOf(event, mode));
      truth.to = event.time;
      truths.set(event.theft, truth);
    }
    const retrieval = retrievalOf(event, mode);
    builder.add(retrieval, sectionOf(retrieval.identity.key));
    if (builder.size < 10_000) continue;
    applyBatch(store, builder.pack(), () => true);
    builder = new BatchBuilder();
  }
  applyBatch(store, builder.pack(), () => true);

  const { start, end } = organisation.setting;
  const scope = { rule: BUILT_IN_RULE, range: { from: start, to: end }, historyFrom: start };
  const part = new PopulationPart();
  for (const view of profilesOf(store)) part.add(view, scope);
  const context = { ...scope, population: part.population() };
  const signals = [...familiesOf(profilesOf(store))].flatMap((family) => evaluateFamily(family, context));

  const shows = (signal: Signal, truth: Truth): boolean =>
    truth.keys.has(signal.identity.key) &&
    Date.parse(signal.start) / 1000 <= truth.to &&
    truth.from < Date.parse(signal.end) / 1000;
  const found = new Map<string, [number, number]>();
  for (const truth of truths.values()) {
    const counts = found.get(truth.shape) ?? [0, 0];
    counts[1]++;
    if (signals.some((signal) => shows(signal, truth))) counts[0]++;
    found.set(truth.shape, counts);
  }
  const all = [...truths.values()];
  return {
    found,
    falseSignals: signals.filter((one) => !all.some((truth) => shows(one, truth))).length,
    principals: identities,
  };
}

/** Wilson score interval at 95 %, in per cent. */
function interval(found: number, all: number): string {
  const z = 1.96;
  const share = found / all;
  const middle = (share + (z * z) / (2 * all)) / (1 + (z * z) / all);
  const half = (z * Math.sqrt((share * (1 - share)) / all + (z * z) / (4 * all * all))) / (1 + (z * z) / all);
  return `${Math.round(100 * Math.max(0, middle - half))}–${Math.round(100 * Math.min(1, middle + half))} %`;
}

const columns: readonly IdentityMode[] = ['arn', 'issuer'];
const outcomes = columns.map((mode) => SEEDS.map((seed) => judge(seed, mode)));
const sum = (outcome: readonly Outcome[], shape?: string): [number, number] =>
  outcome
    .flatMap(({ found }) =>
      [...found].filter(([name]) => shape === undefined || name === shape).map(([, counts]) => counts),
    )
    .reduce<[number, number]>(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
const cell = ([found, all]: [number, number]): string =>
  `${found} of ${all} (${Math.round((100 * found) / all)} %, ${interval(found, all)})`;

console.log(
  `${SEEDS.length} organisations (seeds ${SEEDS.join(', ')}) of ${identities} roles and users over ${days} days, tolerance ${BUILT_IN_RULE.detectionTolerance}\n`,
);
console.log(
  `| theft | ${columns.map((mode) => `found, \`--identity ${mode}\``).join(' | ')} |\n|---|${'---|'.repeat(columns.length)}`,
);
for (const shape of [...new Set(outcomes[0]!.flatMap(({ found }) => [...found.keys()]))].sort()) {
  console.log(`| ${shape} | ${outcomes.map((one) => cell(sum(one, shape))).join(' | ')} |`);
}
console.log(`| **all** | ${outcomes.map((one) => `**${cell(sum(one))}**`).join(' | ')} |`);
const falseRate = (outcome: readonly Outcome[]): number =>
  (outcome.reduce((total, one) => total + one.falseSignals, 0) * 1000 * 30) /
  (outcome.reduce((total, one) => total + one.principals, 0) * days);
console.log(
  `| false signals per 1,000 roles and users a month | ${outcomes.map((one) => `**${falseRate(one).toFixed(0)}**`).join(' | ')} |`,
);
