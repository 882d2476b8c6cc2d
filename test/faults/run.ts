import { parseArgs } from 'node:util';
import { CATALOGUE } from './catalogue.js';
import { simulate, type SimulationOutcome } from './simulate.js';

/*
 * Runs simulations, each from a seed, and prints those that went wrong with the command that runs them again.
 * Usage: npm run test:faults -- [--runs N] [--seed S] [--at-once N] [--fault NAME]… [--kind KIND]… [--seconds N] [--verbose]
 */

const { values } = parseArgs({
  options: {
    /** Simulations. */
    runs: { type: 'string', default: '200' },
    /** Seed of the first; the others follow. By chance unless it is given. */
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    /** Simulations side by side: most of their time is spent waiting. */
    'at-once': { type: 'string', default: '4' },
    /** Faults to draw from. */
    fault: { type: 'string', multiple: true },
    /** Kinds of faults to draw from: network, disk, thread, kill. */
    kind: { type: 'string', multiple: true },
    /** No simulation begins after so long. */
    seconds: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const first = Number(values.seed);
const count = Number(values.runs);
const named = values.fault ?? [];
const ofKind = CATALOGUE.filter(({ kind }) => values.kind?.includes(kind)).map(({ name }) => name);
const only =
  values.fault === undefined && values.kind === undefined ? undefined : new Set([...named, ...ofKind]);
const unknown = named.filter((name) => !CATALOGUE.some((fault) => fault.name === name));
if (unknown.length > 0) throw new Error(`no fault is named ${unknown.join(' or ')}`);
const again = [
  ...named.map((one) => ` --fault '${one}'`),
  ...(values.kind ?? []).map((one) => ` --kind ${one}`),
].join('');
const started = performance.now();
const until = started + Number(values.seconds ?? Infinity) * 1000;
const outcomes: SimulationOutcome[] = [];
console.log(`${count} simulations from seed ${first}, ${CATALOGUE.length} faults`);
let next = 0;
/** Seeds under way. */
const running = new Set<number>();
/** Errors that no simulation waited for. */
let strays = 0;
process.on('unhandledRejection', (error) => {
  strays++;
  const stack = error instanceof Error ? error.stack : String(error);
  console.log(`nobody waited for this error, beside seeds ${[...running].join(', ')}: ${stack}`);
});

async function work(): Promise<void> {
  while (next < count && performance.now() < until) {
    const seed = first + next++;
    running.add(seed);
    const outcome = await simulate(seed, only);
    running.delete(seed);
    outcomes.push(outcome);
    if (values.verbose)
      console.log(
        `${outcome.seed}: ${outcome.end}, ${outcome.milliseconds} ms (${outcome.faults.join('; ')})`,
      );
    if (outcome.wrong === undefined) continue;
    console.log(
      `seed ${outcome.seed} went wrong: ${outcome.wrong.slice(0, 2000)}\n  faults: ${outcome.faults.join('; ')}\n` +
        `  again: npm run test:faults -- --runs 1 --seed ${outcome.seed}${again}`,
    );
  }
}

await Promise.all(Array.from({ length: Number(values['at-once']) }, work));
const ends = new Map<string, number>();
for (const { end } of outcomes) ends.set(end, (ends.get(end) ?? 0) + 1);
const wrong = outcomes.filter((one) => one.wrong !== undefined).length;
const seconds = ((performance.now() - started) / 1000).toFixed();
console.log(
  [...ends]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([end, times]) => `${end}: ${times}`)
    .join(', '),
);
console.log(`${outcomes.length} simulations, ${wrong} wrong, ${seconds} s`);
if (strays > 0) console.log(`${strays} errors that nobody waited for`);
process.exitCode = wrong + strays > 0 ? 1 : 0;
