/**
 * Feeds changed inputs to the parsers of untrusted texts.
 *
 *     npm run fuzz -- [--target NAME] [--seconds N] [--seed N] [--case N] [--input FILE]
 *
 * Each target runs for `--seconds` (default 10). The seed is random by default and printed first. Each case depends on the
 * seed and its number alone. At a failure the input is made small, written to a file and named with the command that runs
 * it again, and the exit code is 1.
 */
import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Random, seedWord, textWord } from '../../src/simulate/random.js';
import { type FuzzTarget, minimised, mutated } from './target.js';
import { TARGETS } from './targets/registry.js';

const { values } = parseArgs({
  options: {
    target: { type: 'string' },
    seconds: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(randomInt(2 ** 32 - 1)) },
    case: { type: 'string' },
    input: { type: 'string' },
  },
});

/** @returns what an input throws; undefined if it is read */
function failureOf({ run }: FuzzTarget, input: Uint8Array): unknown {
  try {
    run(input);
    return undefined;
  } catch (error) {
    return error ?? 'nothing thrown';
  }
}

/** @returns whether all went well */
function fuzz(target: FuzzTarget): boolean {
  const seeds = target.seeds();
  const [first, last] =
    values.case === undefined ? [0, Infinity] : [Number(values.case), Number(values.case)];
  const end = performance.now() + Number(values.seconds) * 1000;
  let number = first;
  for (; number <= last && performance.now() < end; number++) {
    const random = new Random(seedWord(Number(values.seed)), textWord(target.name), number);
    const input = mutated(random, seeds);
    const failure = failureOf(target, input);
    if (failure === undefined) continue;
    const small = minimised(input, (smaller) => failureOf(target, smaller) !== undefined);
    const file = join(mkdtempSync(join(tmpdir(), 'trailspike-fuzz-')), 'input');
    writeFileSync(file, small);
    console.error(`${target.name}, case ${number} of seed ${values.seed}:`, failure);
    console.error(`again: npm run fuzz -- --target ${target.name} --input ${file}`);
    return false;
  }
  console.log(`${target.name}: ${number - first} inputs, no failure`);
  return true;
}

console.log(`seed ${values.seed}`);
const targets = TARGETS.filter(({ name }) => values.target === undefined || name === values.target);
if (targets.length === 0) throw new RangeError(`targets: ${TARGETS.map(({ name }) => name).join(', ')}`);
if (values.input === undefined) {
  process.exitCode = targets.map(fuzz).every(Boolean) ? 0 : 1;
} else {
  const failure = failureOf(targets[0]!, readFileSync(values.input));
  if (failure !== undefined) console.error(failure);
  process.exitCode = failure === undefined ? 0 : 1;
}
