import { isDeepStrictEqual } from 'node:util';
/**
 * Compares the fast path with zlib and with the reference decoder on random input, for as long as it is told.
 *
 *     npm run fuzz:inflate -- [--seed N] [--seconds N] [--case N]
 *
 * The seed is random by default and printed first. Each case depends on the seed and its number alone: `--case N` runs
 * that one again. Stops at the first difference, prints the input, and exits with 1.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { corpus } from '../../bench/decode/corpus.js';
import { DEFAULT_LIMITS } from '../../src/decode/decode-limits.js';
import { gunzip } from '../../src/decode/content/gunzip.js';
import { ObjectScanner } from '../../src/decode/wasm/object-scanner.js';
import { gzipMember, TRAILER_BYTES } from '../../src/decode/wasm/gzip-member.js';
import { Random, seedWord } from '../../src/simulate/random.js';
import { EVERYTHING, RETRIEVALS } from '../decode/decode-all.js';
import { decodeBoth } from '../decode/decode-both.js';
import { objects } from '../decode/documents.js';
import { available } from '../decode/wasm/available.js';
import { generateStream, randomBytes } from '../decode/wasm/deflate-streams.js';
import { encode, ENCODERS, isInstalled } from '../decode/wasm/encoders.js';
import { FAULTS, generateFaultyStream } from '../decode/wasm/faulty-streams.js';
import { compare, type Comparison } from '../decode/wasm/inflate-both.js';

const MAX_SEED = 2 ** 32 - 1;
const { values } = parseArgs({
  options: { seed: { type: 'string' }, seconds: { type: 'string', default: '10' }, case: { type: 'string' } },
});
const seed = wholeNumber('seed', values.seed ?? String(randomInt(MAX_SEED)));
const seconds = wholeNumber('seconds', values.seconds);
const only = values.case === undefined ? undefined : wholeNumber('case', values.case);

const scanner = available(ObjectScanner.create());
const encoders = ENCODERS.filter(isInstalled);
/** CloudTrail-like documents of 1 kB to 500 kB. */
const texts = [1, 3, 12, 60, 400].map((records) => corpus(records, 0.1));

/** What was met so far. */
const figures = {
  streams: 0,
  /** Of content that was equal. */
  bytes: 0,
  valid: 0,
  validFast: 0,
  faulty: 0,
  mutated: 0,
  mutatedFast: 0,
  leftToZlib: 0,
  byEncoder: 0,
  objects: 0,
  objectsFast: 0,
  longestLiteral: 0,
  longestDistance: 0,
  longCodes: 0,
};

/** A case found a difference. */
class Difference extends Error {
  constructor(
    message: string,
    readonly input: Uint8Array,
  ) {
    super(message);
  }
}

function check(what: string, stream: Uint8Array, wanted: readonly Comparison[]): Comparison {
  const comparison = compare(stream);
  figures.streams++;
  if (comparison === 'left to zlib') figures.leftToZlib++;
  if (!wanted.includes(comparison)) throw new Difference(`${what}: ${comparison}`, stream);
  return comparison;
}

/** A valid stream, and how it was made. */
function validStream(random: Random): readonly [how: string, stream: Buffer] {
  if (random.chance(0.5)) {
    const { stream, content, longestLiteral, longestDistance } = generateStream(
      random,
      random.pick([20, 300, 2000]),
    );
    figures.bytes += content.length;
    figures.longestLiteral = Math.max(figures.longestLiteral, longestLiteral);
    figures.longestDistance = Math.max(figures.longestDistance, longestDistance);
    if (longestLiteral > 10 && longestDistance > 8) figures.longCodes++;
    return ['random codes', stream];
  }
  const content = randomContent(random);
  figures.bytes += content.length;
  // Starting a program takes long.
  if (encoders.length > 0 && random.chance(0.02)) {
    const encoder = random.pick(encoders);
    const mode = random.pick(encoder.modes);
    const part = content.subarray(0, Math.min(content.length, encoder.most));
    const stored = encode(encoder, mode, part);
    figures.byEncoder++;
    const { from } = gzipMember(stored)!;
    return [`${encoder.name} ${mode.join(' ')}`, stored.subarray(from, -TRAILER_BYTES)];
  }
  const options = {
    level: random.between(0, 9),
    memLevel: random.between(1, 9),
    strategy: random.between(0, 4),
    windowBits: random.between(9, 15),
  };
  return [`zlib ${JSON.stringify(options)}`, deflateRawSync(content, options)];
}

/** CloudTrail-like text, random bytes of few or many values, repetitions; joined. At least one byte. */
function randomContent(random: Random): Buffer {
  const parts = Array.from({ length: random.between(1, 4) }, () => {
    const length = random.between(1, random.pick([20, 500, 20_000]));
    switch (random.between(0, 3)) {
      case 0: {
        const { json } = random.pick(texts);
        const from = random.between(0, json.length - 1);
        return json.subarray(from, from + 5 * length);
      }
      case 1:
        return randomBytes(random, length);
      case 2: {
        const values = random.between(1, 40);
        return Buffer.from(randomBytes(random, length).map((byte) => byte % values));
      }
      default:
        return Buffer.alloc(length, randomBytes(random, random.between(1, 60)));
    }
  });
  return Buffer.concat(parts);
}

/** Bits changed, a part cut out, or the beginning of one before the end of another. */
function mutate(random: Random, stream: Buffer, other: Buffer): Buffer {
  const at = random.between(0, stream.length);
  switch (random.between(0, 3)) {
    case 0: {
      const changed = Buffer.from(stream);
      for (let n = random.between(1, 3); n > 0; n--)
        changed[random.between(0, stream.length - 1)]! ^= 1 << random.between(0, 7);
      return changed;
    }
    case 1:
      return stream.subarray(0, at);
    case 2:
      return Buffer.concat([stream.subarray(0, at), stream.subarray(random.between(at, stream.length))]);
    default:
      return Buffer.concat([stream.subarray(0, at), other.subarray(random.between(0, other.length))]);
  }
}

/** Whole objects, of few records in any spelling or of many, damaged or not. */
function checkObject(random: Random): void {
  let stored = randomObject(random);
  if (random.chance(0.3) && stored.length > 0) stored = mutate(random, stored, stored);
  figures.objects++;
  const { findMatches } = RETRIEVALS;
  const fast = scanner.scan(stored, findMatches, DEFAULT_LIMITS);
  if (fast !== undefined) {
    figures.objectsFast++;
    figures.bytes += fast.content.length;
    const reference = gunzip(stored, DEFAULT_LIMITS);
    if (reference.failure !== null || !fast.content.equals(reference.bytes))
      throw new Difference('an object: other content', stored);
  }
  for (const selection of [RETRIEVALS, { ...RETRIEVALS, findMatches: null }]) {
    const { fast: found, reference } = decodeBoth(stored, { ...EVERYTHING, selection });
    if (!isDeepStrictEqual(found, reference)) throw new Difference('an object: another outcome', stored);
  }
}

function randomObject(random: Random): Buffer {
  if (random.chance(0.5)) return fc.sample(objects, { seed: random.uint32() | 0, numRuns: 1 })[0]!;
  const { json } = random.pick(texts);
  if (random.chance(0.1)) return json;
  return gzipSync(json, { level: random.between(0, 9), strategy: random.between(0, 4) });
}

function runCase(index: number): void {
  const random = new Random(seedWord(seed), index);
  const kind = random.float();
  if (kind < 0.45) {
    const [how, stream] = validStream(random);
    figures.valid++;
    if (check(how, stream, ['equal']) === 'equal') figures.validFast++;
  } else if (kind < 0.6) {
    const fault = random.pick(FAULTS);
    figures.faulty++;
    check(fault, generateFaultyStream(random, fault), ['refused']);
  } else if (kind < 0.9) {
    const [how, stream] = validStream(random);
    const mutated = mutate(random, stream, validStream(random)[1]);
    figures.mutated++;
    // A change may lead to a block of one code, which is left to zlib.
    if (check(`${how}, mutated`, mutated, ['equal', 'refused', 'left to zlib']) === 'equal')
      figures.mutatedFast++;
  } else checkObject(random);
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new RangeError(`--${name} is not a whole number: ${text}`);
  return number;
}

const percent = (part: number, all: number): string => `${((100 * part) / Math.max(1, all)).toFixed(1)} %`;
const grouped = (number: number): string => number.toLocaleString('en-US');

console.log(`fuzz:inflate --seed ${seed} --seconds ${seconds}`);
const missing = [
  ...new Set(ENCODERS.filter((encoder) => !encoders.includes(encoder)).map(({ name }) => name)),
];
if (missing.length > 0) console.log(`encoders that are not installed: ${missing.join(', ')}`);
const started = performance.now();
const ends = started + seconds * 1000;
let index = only ?? 0;
try {
  do runCase(index++);
  while (only === undefined && performance.now() < ends);
} catch (error) {
  const input = error instanceof Difference ? `\n${Buffer.from(error.input).toString('base64')}` : '';
  console.error(
    `case ${index - 1} failed; again: npm run fuzz:inflate -- --seed ${seed} --case ${index - 1}${input}`,
  );
  throw error;
}
console.log(
  [
    `${grouped(index - (only ?? 0))} cases in ${((performance.now() - started) / 1000).toFixed(0)} s, no difference`,
    `${grouped(figures.streams)} streams and ${grouped(figures.objects)} objects, ${(figures.bytes / 1e9).toFixed(2)} GB of content`,
    `valid streams: ${grouped(figures.valid)}, ${percent(figures.validFast, figures.valid)} on the fast path; ${grouped(figures.byEncoder)} from other encoders`,
    `streams with one fault: ${grouped(figures.faulty)}, all refused`,
    `mutated streams: ${grouped(figures.mutated)}, ${percent(figures.mutatedFast, figures.mutated)} still valid and equal; left to zlib: ${grouped(figures.leftToZlib)}`,
    `objects: ${percent(figures.objectsFast, figures.objects)} on the fast path, all decoded to the same outcome`,
    `longest codes met: ${figures.longestLiteral} bits (literals), ${figures.longestDistance} bits (distances); ${grouped(figures.longCodes)} streams with subtables of both`,
  ].join('\n'),
);
