import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { answerDigest, checkAnswer, parseCounts } from '../../bench/compare/answer.js';
import { corpusOf, type Corpus } from '../../bench/compare/corpus.js';
import { GOALS, type Ratio } from '../../bench/compare/goals.js';
import { measure, type Measured } from '../../bench/compare/measure.js';
import { FULL, type Group } from '../../bench/compare/plan.js';
import { simpleProgram, type Program } from '../../bench/compare/program.js';
import { bareLoop, plainNode } from '../../bench/compare/rivals.js';
import { goalTable, programTable } from '../../bench/compare/tables.js';
import { decodeLoop, trailspike, trailspikeFromS3 } from '../../bench/compare/trailspike.js';
import { temporaryFolder } from '../support/temporary.js';

const SHAPE = { objects: 7, records: [1, 5], share: 0.5, every: 2 } as const;
const GROUP: Group = {
  corpus: 'small',
  shape: SHAPE,
  programs: [
    trailspike(1),
    trailspikeFromS3(1),
    trailspikeFromS3(1, 'main', 'tls'),
    trailspikeFromS3(1, 'threads', 'tls'),
    decodeLoop,
    plainNode,
    bareLoop,
    { ...plainNode, id: 'absent', name: 'absent', version: () => undefined, install: 'get absent' },
  ],
};

const cache = temporaryFolder();
let corpus: Corpus;
let measured: Measured;
beforeAll(async () => {
  corpus = corpusOf(SHAPE, cache);
  measured = await measure(GROUP, { rounds: 1, log: () => undefined, cache });
});

test('a corpus contains what it states', () => {
  const records = corpus.files.flatMap((file) => {
    const text = gunzipSync(readFileSync(join(corpus.leaf, file))).toString();
    return (JSON.parse(text) as { Records: { eventName: string; eventID: string }[] }).Records;
  });
  const retrievals = records.filter(({ eventName }) => eventName === 'GetSecretValue');
  expect(corpus.files).toHaveLength(7);
  expect(records).toHaveLength(corpus.records);
  expect(retrievals.length).toBeGreaterThan(0);
  expect(new Set(retrievals.map(({ eventID }) => eventID)).size).toBe(corpus.retrievals);
});

test('a corpus under several names has more objects and no more retrievals', () => {
  const named = corpusOf({ ...SHAPE, names: 3 }, cache);
  expect(new Set(named.files).size).toBe(21);
  expect(named.inflated).toBe(3 * corpus.inflated);
  expect([named.retrievals, named.digest]).toEqual([corpus.retrievals, corpus.digest]);
});

test('a corpus is written once', () => {
  const file = join(corpus.leaf, corpus.files[0]!);
  const { mtimeMs } = statSync(file);
  expect(corpusOf(SHAPE, cache)).toEqual(corpus);
  expect(statSync(file).mtimeMs).toBe(mtimeMs);
});

test('every installed program is measured and gives the known answer; the others are named', () => {
  const ids = measured.results.map(({ program }) => program.id);
  expect(ids).toEqual([
    'trailspike-1',
    ...['trailspike-1-s3', 'trailspike-1-s3-tls', 'trailspike-1-s3-threads-tls'],
    ...['decode-loop', 'plain', 'bare'],
  ]);
  expect(measured.missing.map(({ id }) => id)).toEqual(['absent']);
  for (const { samples } of measured.results) {
    expect(samples).toHaveLength(1);
    expect(samples[0]!.cpu).toBeGreaterThan(0);
    expect(samples[0]!.peakBytes).toBeGreaterThan(1e6);
  }
});

test('a wrong answer ends the comparison', async () => {
  const liar: Program = simpleProgram({ id: 'liar', name: 'liar', version: () => '1', install: '' }, () => ({
    sample: { seconds: 1 },
    answer: { retrievals: corpus.retrievals + 1 },
  }));
  const options = { rounds: 1, log: () => undefined, cache };
  await expect(measure({ ...GROUP, programs: [liar] }, options)).rejects.toThrow(/liar counted/);
});

test('every figure of an answer is compared', () => {
  const counts = new Map([
    ['arn:a 0', 2],
    ['arn:b 300', 1],
  ]);
  const known = { retrievals: 3, cells: 2, digest: answerDigest(counts), inflated: 9 };
  const turned = new Map([...counts].reverse());
  checkAnswer('p', known, { counts: turned, inflated: 9 });
  checkAnswer('p', known, { retrievals: 3 });
  expect(() => checkAnswer('p', known, {})).toThrow('p gave no answer');
  expect(() => checkAnswer('p', known, { retrievals: 2 })).toThrow('counted 2');
  expect(() => checkAnswer('p', known, { retrievals: NaN })).toThrow('counted NaN');
  expect(() => checkAnswer('p', known, { retrievals: 3, inflated: 8 })).toThrow('inflated 8');
  const moved = new Map([
    ['arn:a 0', 1],
    ['arn:b 300', 2],
  ]);
  expect(() => checkAnswer('p', known, { counts: moved })).toThrow('other counts');
  expect(parseCounts('arn:a 0 2\narn:b 300 1\n')).toEqual(counts);
});

test('every goal is about something that is measured', () => {
  const planned = new Set(
    FULL.flatMap(({ corpus, programs }) => programs.map(({ id }) => `${corpus}/${id}`)),
  );
  for (const { of, to } of GOALS) {
    expect(planned).toContain(`${of.corpus}/${of.program}`);
    expect(planned).toContain(`${to.corpus}/${to.program}`);
  }
});

test('tables also list goals that were not measured and programs that are not installed', () => {
  const [first, second] = GOALS;
  const ratio: Ratio = { goal: first!, met: false, median: 0.3, least: 0.2, most: 0.35 };
  const lines = goalTable(GOALS, [ratio]).split('\n').slice(2);
  expect(lines).toHaveLength(GOALS.length);
  expect(lines[0]).toBe(`| ${first!.what} | ≥ 0.4 | 0.30 (0.20–0.35) | **missed** |`);
  expect(lines[1]).toBe(`| ${second!.what} | ≥ 0.38 | not measured | |`);
  const programs = programTable([measured]).split('\n').slice(2);
  expect(programs).toHaveLength(GROUP.programs.length);
  expect(programs.at(-1)).toBe('| small | absent | not installed: `get absent` | | | | |');
});
