/**
 * The laboratory of drawn organisations: how the detector does where nobody wrote the personas. Prints Markdown.
 *
 *     npx tsx bench/detection/drawn/lab.ts --family tuning|report|holdout|field|survey|growth [--seeds 1-8] [--identities 300] [--days 35]
 *       [--thefts 40] [--mode arn|issuer] [--warmup 0,1,3,7] [--ablations] [--calibration] [--show N]
 *
 * The split is stated in docs/detection.md: the detector may be examined and changed with `tuning`; the others
 * have other processes and other shapes of theft. Of seeds that were not looked into only totals are printed.
 */
import { parseArgs } from 'node:util';
import type { IdentityMode } from '../../../src/model/identity.js';
import type { DetectionTolerance } from '../../../src/rule/rule.js';
import { rankingTable } from '../ranking-table.js';
import { ABLATIONS, type Ablation, detect } from './detect-scenario.js';
import {
  calibrationRow,
  calibrationTable,
  falseByPersonaTable,
  gradeTable,
  recallTable,
  summaryRow,
  summaryTable,
} from './drawn-tables.js';
import { FAMILIES } from './families.js';
import { alerts, type ScenarioScore, score } from './score-scenario.js';
import { stateOf } from './scenario-state.js';

const DEFAULT_TOLERANCE = 3;
const { values } = parseArgs({
  options: {
    family: { type: 'string', default: 'tuning' },
    seeds: { type: 'string', default: '1-8' },
    identities: { type: 'string', default: '300' },
    days: { type: 'string', default: '35' },
    thefts: { type: 'string', default: '40' },
    mode: { type: 'string', default: 'arn' },
    warmup: { type: 'string', default: '0' },
    ablations: { type: 'boolean', default: false },
    calibration: { type: 'boolean', default: false },
    show: { type: 'string', default: '0' },
  },
});
const family = FAMILIES.find(({ name }) => name === values.family);
if (family === undefined)
  throw new RangeError(`--family is one of ${FAMILIES.map(({ name }) => name).join(', ')}`);
const mode = values.mode as IdentityMode;
const [first, last = first] = values.seeds.split('-').map(Number);
const seeds = Array.from({ length: last! - first! + 1 }, (_, n) => first! + n);
const warmups = values.warmup.split(',').map(Number);
const [normal, ...shorter] = warmups;
const settings = [
  { label: 'all principles', warmup: normal!, without: undefined },
  ...shorter.map((warmup) => ({ label: `warm-up of ${warmup} days`, warmup, without: undefined })),
  ...(values.ablations
    ? ABLATIONS.map((without: Ablation) => ({ label: `without ${without}`, warmup: normal!, without }))
    : []),
];
const scores = settings.map((): ScenarioScore[] => []);
const tolerances: readonly DetectionTolerance[] = [1, 2, 3, 4, 5];
const calibrated = tolerances.map((): ScenarioScore[] => []);

for (const seed of seeds) {
  const options = { seed, identities: Number(values.identities), days: Number(values.days) };
  const began = performance.now();
  const scenario = family.generate({ ...options, thefts: Number(values.thefts) });
  const store = stateOf(scenario, mode);
  for (const [index, { warmup, without }] of settings.entries()) {
    const signals = detect(scenario, store, { warmup, tolerance: DEFAULT_TOLERANCE, without });
    scores[index]!.push(score(scenario, signals, mode, warmup));
  }
  if (values.calibration) {
    const quiet = family.generate({ ...options, thefts: 0 });
    const quietStore = stateOf(quiet, mode);
    for (const [index, tolerance] of tolerances.entries()) {
      const signals = detect(quiet, quietStore, { warmup: 0, tolerance, without: undefined });
      calibrated[index]!.push(score(quiet, signals, mode, 0));
    }
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stderr.write(`${scenario.name}: ${scenario.calls.length} calls, ${seconds} s\n`);
}

const main = scores[0]!;
const sections = [
  `Family ${family.name}, seeds ${values.seeds}: ${seeds.length} organisations of ${values.identities} roles and users over ` +
    `${values.days} days with ${values.thefts} thefts each; \`--identity ${mode}\`. Rates are per 1,000 roles and users a ` +
    'month, at `medium` or above; intervals are Wilson’s at 95 %.',
  summaryTable(settings.map(({ label }, index) => summaryRow(label, scores[index]!))),
  gradeTable(main),
  rankingTable(
    main.map(({ signals }) =>
      signals.map(({ signal, verdict }) => ({ signal, isTheft: verdict === 'theft' })),
    ),
  ),
  recallTable('shape', main, ({ theft }) => theft.shape),
  recallTable('persona of the victim', main, ({ persona }) => persona),
  falseByPersonaTable(main),
  ...(values.calibration
    ? [calibrationTable(tolerances.map((tolerance, index) => calibrationRow(tolerance, calibrated[index]!)))]
    : []),
];
const shown = Number(values.show);
for (const { name, signals, thefts } of main) {
  for (const { signal, persona } of signals
    .filter((one) => alerts(one) && one.verdict === 'false')
    .slice(0, shown)) {
    const kinds = signal.analyses.map(({ kind, observed }) => `${kind} ${observed}`).join(', ');
    sections.push(
      `FALSE ${name} ${signal.status} ${signal.start} ${signal.identity.key} (${persona}): ${kinds}; ${signal.reasons.join('; ')}`,
    );
  }
  for (const { theft, persona } of thefts.filter((one) => one.theft.findable && !one.found).slice(0, shown)) {
    sections.push(`MISSED ${name} ${theft.id} ${theft.shape} (${persona})`);
  }
}
console.log(sections.join('\n\n'));
