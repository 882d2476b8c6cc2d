/**
 * One decode thread against two, and the speed that their costs predict for machines with more cores. Prints Markdown.
 * `npm run build` first, then `npm run bench:scaling -- [rounds]`
 */
import { fetchCostsOf } from '../compare/costs.js';
import { GOALS, ratioOf, type Samples } from '../compare/goals.js';
import { loadsOf } from '../compare/loads.js';
import { measure, type Measured } from '../compare/measure.js';
import { FULL } from '../compare/plan.js';
import { spreadText } from '../compare/tables.js';
import { scalingTables } from './table.js';

const COSTED = ['large', 'large-5', 'tiny', 'tiny-5', 'state'];
const rounds = Number(process.argv[2] ?? 3);
const log = (line: string): void => void process.stderr.write(`${line}\n`);
const measured: Measured[] = [];
for (const group of FULL.filter(({ corpus }) => COSTED.includes(corpus))) {
  const programs = group.programs.filter(({ id }) => /^(?:trailspike|state)/.test(id));
  measured.push(await measure({ ...group, programs }, { rounds, log }));
}
const samples: Samples = new Map(
  measured.flatMap(({ group, results }) =>
    results.map(({ program, samples: some }) => [`${group.corpus}/${program.id}`, some] as const),
  ),
);
const threads = ratioOf(
  GOALS.find(({ id }) => id === 'two-threads')!,
  samples,
);
const costs = fetchCostsOf(measured);
const shardRate = samples.get('state/state')?.[0]?.['retrievalsPerSecond'];
if (threads === undefined || costs === undefined || shardRate === undefined) {
  throw new Error('the CPU of a main thread is not available on this system: only Linux gives it');
}
console.log(`Two decode threads are ${spreadText(threads)} times as fast as one, on large objects.\n`);
console.log(scalingTables(costs, shardRate, loadsOf(measured), fetchCostsOf(measured, 'tls')));
