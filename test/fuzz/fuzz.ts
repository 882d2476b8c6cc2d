/**
 * Feeds changed inputs to the parsers of untrusted bytes.
 *
 *     npm run fuzz -- [--target NAME] [--seconds N] [--seed N] [--case N] [--input FILE]
 *
 * Each target runs for `--seconds` (default 10). The seed is random by default and printed first. Each case depends on the
 * seed and its number alone. A case fails when it throws what no user can cause, gives a wrong answer, takes too long or
 * too much memory, or changes a prototype. Its input is made small and printed with the command that runs it again, and
 * the exit code is 1.
 */
import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Failure, FuzzTarget } from './target.js';
import { TARGETS } from './targets/registry.js';
import { watch } from './watch.js';

/** Characters of an input that are printed. */
const MOST_SHOWN = 4000;

const { values } = parseArgs({
  options: {
    target: { type: 'string', multiple: true },
    seconds: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(randomInt(2 ** 32 - 1)) },
    case: { type: 'string' },
    input: { type: 'string' },
  },
});
const watched = watch();

/** @returns whether all went well */
function fuzz(target: FuzzTarget): boolean {
  const [first, last] =
    values.case === undefined ? [0, Infinity] : [Number(values.case), Number(values.case)];
  const started = performance.now();
  const end = started + Number(values.seconds) * 1000;
  let number = first;
  for (; number <= last && performance.now() < end; number++) {
    const again = `npm run fuzz -- --target ${target.name} --seed ${values.seed} --case ${number}`;
    watched.begin(again);
    const failure = target.attempt(Number(values.seed), number);
    if (failure === undefined) continue;
    console.error(`${target.name}, case ${number} of seed ${values.seed}:`, failure.error);
    console.error(shown(failure, target.name));
    console.error(`again: ${again}`);
    return false;
  }
  const seconds = ((performance.now() - started) / 1000).toFixed();
  console.log(`${target.name}: ${number - first} inputs in ${seconds} s, no failure`);
  return true;
}

function shown({ input }: Failure, name: string): string {
  if (typeof input === 'string') return `input: ${input.slice(0, MOST_SHOWN)}`;
  const file = join(mkdtempSync(join(tmpdir(), 'trailspike-fuzz-')), 'input');
  writeFileSync(file, input);
  return `made small: npm run fuzz -- --target ${name} --input ${file}`;
}

console.log(`seed ${values.seed}`);
const targets = TARGETS.filter(({ name }) => values.target?.includes(name) ?? true);
if (targets.length === 0) throw new RangeError(`targets: ${TARGETS.map(({ name }) => name).join(', ')}`);
if (values.input === undefined) {
  process.exitCode = targets.map(fuzz).every(Boolean) ? 0 : 1;
} else {
  const { again, name } = targets[0]!;
  if (again === undefined) throw new RangeError(`the inputs of ${name} are no files: name a seed and a case`);
  again(readFileSync(values.input));
}
watched.stop();
