/**
 * Trailspike against other programs on the same objects and the same question. Prints Markdown, as in the
 * documentation of performance. `npm run build` first.
 *
 *     npm run bench:compare -- [--rounds 5] [--corpora large,tiny] [--programs igzip,trailspike-1] [--json FILE]
 *       [--install] [--short] [--check] [--update-floors]
 *
 * `--install` gets what is missing (as root, with apt-get and npm); `--short` takes about a minute: small corpora,
 * and only programs that are installed; `--check` exits with 1 when a ratio has fallen below its floor in floors.json.
 */
import { execSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type as systemName } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { scalingTables } from '../scaling/table.js';
import { fetchCostsOf } from './costs.js';
import { checkFloors, updateFloors, type Floors } from './floors.js';
import { GOALS, ratioOf, type Samples } from './goals.js';
import { loadsOf } from './loads.js';
import { measure, type Measured } from './measure.js';
import { FULL, SHORT, type Group } from './plan.js';
import type { Program } from './program.js';
import { corpusText, goalTable, programTable, settingText, type Setting } from './tables.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    corpora: { type: 'string' },
    programs: { type: 'string' },
    json: { type: 'string' },
    install: { type: 'boolean', default: false },
    short: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    'update-floors': { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds ?? (values.short ? 3 : 5));
if (!(rounds >= 1)) throw new RangeError('--rounds is a number of at least 1');
const log = (line: string): void => void process.stderr.write(`${line}\n`);

const plan = selected(values.short ? SHORT : FULL);
const programs = [...new Map(plan.flatMap((group) => group.programs).map((one) => [one.id, one])).values()];
for (const { id, version, install } of programs) {
  if (version() !== undefined) continue;
  log(`${id} is not installed: ${install}`);
  if (values.install) execSync(install, { stdio: ['ignore', 'ignore', 'inherit'] });
}
if (programs.some(({ id, version }) => id.startsWith('trailspike') && version() === undefined)) {
  throw new Error('the program is not built: npm run build');
}

const measured: Measured[] = [];
for (const group of plan) measured.push(await measure(group, { rounds, log }));
const samples: Samples = new Map(
  measured.flatMap(({ group, results }) =>
    results.map(({ program, samples }) => [`${group.corpus}/${program.id}`, samples] as const),
  ),
);
const ratios = GOALS.map((goal) => ratioOf(goal, samples)).filter((ratio) => ratio !== undefined);
const costs = fetchCostsOf(measured);
const tlsCosts = fetchCostsOf(measured, 'tls');
const shardRate = samples.get('state/state')?.[0]?.['retrievalsPerSecond'];
const setting: Setting = {
  processor: cpus()[0]?.model ?? 'an unknown processor',
  cores: cpus().length,
  memory: totalmem(),
  system: `${systemName()} ${release()}`,
  versions: Object.fromEntries([['Node', process.version.slice(1)], ...versionsOf(programs)]),
  rounds,
};

console.log(`${settingText(setting)}\n\n${corpusText(measured)}.\n`);
if (!values.short) console.log(`${goalTable(GOALS, ratios)}\n`);
console.log(programTable(measured));
if (costs !== undefined && shardRate !== undefined) {
  console.log(`\n${scalingTables(costs, shardRate, loadsOf(measured), tlsCosts)}`);
}
if (values.json !== undefined) {
  const corpora = Object.fromEntries(
    measured.map(({ group, corpus: { files, ...corpus } }) => [
      group.corpus,
      { ...corpus, objects: files.length, missing: missingOf(group.corpus) },
    ]),
  );
  const content = { setting, corpora, ratios, samples: Object.fromEntries(samples), costs, tlsCosts };
  writeFileSync(values.json, `${JSON.stringify(content, null, 2)}\n`);
}

const floorsFile = fileURLToPath(new URL('floors.json', import.meta.url));
const form = values.short ? 'short' : 'full';
const allFloors = JSON.parse(readFileSync(floorsFile, 'utf8')) as Record<'full' | 'short', Floors>;
if (values['update-floors']) {
  const updated = { ...allFloors, [form]: updateFloors(ratios, allFloors[form]) };
  writeFileSync(floorsFile, `${JSON.stringify(updated, null, 2)}\n`);
} else if (values.check) {
  const { fallen, unmeasured } = checkFloors(ratios, allFloors[form]);
  if (unmeasured.length > 0) log(`not measured: ${unmeasured.join(', ')}`);
  for (const sentence of fallen) log(`FALLEN: ${sentence}`);
  if (ratios.length === 0) log('FALLEN: nothing was measured');
  if (fallen.length > 0 || ratios.length === 0) process.exitCode = 1;
  else log(`${ratios.length} ratios are above their floors`);
}

function selected(groups: readonly Group[]): readonly Group[] {
  const corpora = values.corpora?.split(',');
  const wanted = values.programs?.split(',');
  return groups
    .filter(({ corpus }) => corpora?.includes(corpus) ?? true)
    .map((group) => ({ ...group, programs: group.programs.filter(({ id }) => wanted?.includes(id) ?? true) }))
    .filter((group) => group.programs.length > 0);
}

function missingOf(corpus: string): Record<string, string> {
  const missing = measured.find(({ group }) => group.corpus === corpus)?.missing ?? [];
  return Object.fromEntries(missing.map(({ id, install }) => [id, install]));
}

/** Versions of the programs that are not part of this repository. */
function versionsOf(some: readonly Program[]): [name: string, version: string][] {
  return some
    .filter(({ id }) => !/^(?:plain|bare|state|decode-loop|trailspike.*)$/.test(id))
    .map(({ id, version }): [string, string] => [id.replace(/-.*/, ''), version() ?? 'not installed']);
}
