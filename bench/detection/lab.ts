/**
 * The detection laboratory: compares the detector of Trailspike with its rivals on simulated organisations. Prints
 * Markdown.
 *
 *     npx tsx bench/detection/lab.ts --set tune|report|calibration [--identity arn|issuer] [--detectors a,b]
 *       [--tolerance 1..5] [--curve] [--mix a,b] [--seeds 1,2,3] [--false N] [--missed N] [--json FILE] [--processes N]
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { detectorOf, RIVALS, TOLERANCES } from './detectors.js';
import { choices, DAYS, type Job, PRINCIPALS, SETS, type SetName } from './organisations.js';
import { rankingTable } from './ranking-table.js';
import { runJobs } from './run-jobs.js';
import {
  byMixTable,
  calibrationTable,
  comparisonTable,
  falseByPersonaTable,
  missedByAll,
  recallByPersonaTable,
  tradeOffTable,
} from './tables.js';
import { scoreCard } from './score-card.js';
import { DEFAULT_TOLERANCE, DOCUMENTED_FALSE_RATE } from './trailspike.js';

const { values } = parseArgs({
  options: {
    set: { type: 'string', default: 'tune' },
    identity: { type: 'string', default: 'arn' },
    detectors: { type: 'string' },
    tolerance: { type: 'string', default: String(DEFAULT_TOLERANCE) },
    curve: { type: 'boolean', default: false },
    mix: { type: 'string' },
    seeds: { type: 'string' },
    false: { type: 'string', default: '0' },
    missed: { type: 'string', default: '0' },
    json: { type: 'string' },
    processes: { type: 'string', default: '2' },
  },
});

const setName = values.set as SetName;
if (!Object.hasOwn(SETS, setName)) throw new RangeError(`--set is one of ${Object.keys(SETS).join(', ')}`);
const mode = values.identity;
if (mode !== 'arn' && mode !== 'issuer') throw new RangeError('--identity is arn or issuer');
const set = SETS[setName];
const mixes = values.mix?.split(',') ?? set.mixes;
const seeds = values.seeds?.split(',').map(Number) ?? set.seeds;
const isCalibration = setName === 'calibration';
const own = `trailspike-${values.tolerance}`;
const compared = isCalibration
  ? []
  : (values.detectors?.split(',').map((name) => (name === 'trailspike' ? own : name)) ?? [
      ...RIVALS.map(({ name }) => name),
      own,
    ]);
const curve =
  isCalibration || values.curve || setName === 'report' ? TOLERANCES.map((t) => `trailspike-${t}`) : [];
const detectors = [...new Set([...compared, ...curve])];
detectors.forEach(detectorOf); // Throws before any work if one does not exist.

const jobs: Job[] = choices({ mixes, seeds }).map((choice) => ({
  ...choice,
  mode,
  thefts: set.thefts,
  detectors,
  showFalse: Number(values.false),
  showMissed: Number(values.missed),
}));
const began = performance.now();
const results = await runJobs(
  jobs,
  Number(values.processes),
  ({ organisation, calls, detectors: all }, done) => {
    const times = all.map(({ name, took }) => `${name} ${(took / 1000).toFixed(1)} s`).join(', ');
    process.stderr.write(`${done}/${jobs.length} ${organisation} ${calls} calls: ${times}\n`);
  },
);
const scoreCards = new Map(detectors.map((name) => [name, scoreCard(name, results)]));
const scoreCardsOf = (names: readonly string[]) => names.map((name) => scoreCards.get(name)!);
const principals: Record<string, number> = {};
for (const result of results) {
  for (const [persona, count] of Object.entries(result.principals)) {
    principals[persona] = (principals[persona] ?? 0) + count;
  }
}

const sections = [
  `Set ${setName}: ${jobs.length} organisations (mixes ${mixes.join(', ')}; seeds ${seeds.join(', ')}) of ` +
    `${PRINCIPALS} roles and users over ${DAYS} days with ${set.thefts} thefts each; \`--identity ${mode}\`. ` +
    `Intervals are Wilson's at 95 %.`,
];
if (compared.length > 0) {
  const shown = scoreCardsOf(compared);
  sections.push(comparisonTable(shown), byMixTable(shown), falseByPersonaTable(shown, principals));
  sections.push(recallByPersonaTable(shown), missedByAll(shown, results));
  sections.push(rankingTable(results.map(({ ranked }) => ranked)));
}
if (isCalibration) {
  sections.push(calibrationTable(scoreCardsOf(curve), DOCUMENTED_FALSE_RATE));
  sections.push(falseByPersonaTable(scoreCardsOf(curve), principals));
} else if (curve.length > 0) {
  sections.push(tradeOffTable(scoreCardsOf(curve)));
}
const limit = (kind: string, most: number): string[] =>
  detectors.flatMap((name) =>
    results
      .flatMap(({ descriptions }) => descriptions.filter((text) => text.startsWith(`${kind} ${name} `)))
      .slice(0, most),
  );
sections.push(...limit('FALSE', Number(values.false)), ...limit('MISSED', Number(values.missed)));
console.log(sections.join('\n\n'));
process.stderr.write(`${((performance.now() - began) / 1000).toFixed(1)} s\n`);
if (values.json !== undefined) {
  const report = {
    set: setName,
    mode,
    mixes,
    seeds,
    principals,
    scoreCards: [...scoreCards.values()],
    results,
  };
  writeFileSync(values.json, JSON.stringify(report, null, 1));
}
