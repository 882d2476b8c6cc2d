import fc from 'fast-check';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Ledger } from '../../../src/main-thread/state/ledger.js';
import type { ListedSlice, ListingScope } from '../../../src/main-thread/state/ledger-frame.js';
import { missingSlices, missingText } from '../../../src/main-thread/state/missing-slices.js';
import { mergeWithThreads } from '../../../src/main-thread/merge.js';
import type { RunResult } from '../../../src/main-thread/result.js';
import { directoryWriter } from '../../../src/simulate/directory-writer.js';
import { simulate } from '../../../src/simulate/simulate.js';
import { BUILT_ENTRIES, scanResult } from '../../support/run-output.js';
import { stoppedAfter } from '../../support/stopped-after.js';
import { temporaryFolder } from '../../support/temporary.js';

const WHOLE: ListingScope = { sources: ['s3://trail'], from: 0, to: 0xffff_ffff };

const slice = (part: number, of: number, ended = true, listing = WHOLE): ListedSlice => ({
  listing,
  part,
  of,
  ended,
});

const lackOf = (slices: readonly ListedSlice[]): string[] => missingSlices(slices).map(missingText);

describe('what is missing of a listing', () => {
  const some = (of: number, without: readonly number[]): ListedSlice[] =>
    Array.from({ length: of }, (_, at) => slice(at + 1, of)).filter(({ part }) => !without.includes(part));

  test.each<[string, readonly ListedSlice[], string[]]>([
    ['nothing, where nothing says that there were slices', [], []],
    ['nothing of a whole one', [slice(1, 1)], []],
    ['nothing of all slices', some(64, []), []],
    ['the slices that are not there', some(64, [3, 7]), ['64 slices of s3://trail: slices 3, 7 are missing']],
    [
      'many, as ranges',
      some(64, [1, 2, 3, 4, 60, 64]),
      ['64 slices of s3://trail: slices 1 to 4, 60, 64 are missing'],
    ],
    [
      'a slice that was not read to its end',
      [...some(4, [2, 3]), slice(2, 4, false)],
      ['4 slices of s3://trail: slice 3 is missing, slice 2 is not read to its end'],
    ],
    ['nothing, when another copy of it was', [...some(4, [2]), slice(2, 4, false), slice(2, 4)], []],
    [
      'the rest of a run without slices',
      [slice(1, 1, false)],
      ['the listing of s3://trail was not read to its end'],
    ],
    ['nothing, when any split is whole', [...some(4, [2]), ...some(3, [])], []],
    [
      'the split that lacks least',
      [...some(4, [2]), ...some(8, [1, 2, 3])],
      ['4 slices of s3://trail: slice 2 is missing'],
    ],
    [
      'nothing, when a longer listing is whole',
      [slice(1, 2, true, { ...WHOLE, from: 5, to: 9 }), slice(1, 1)],
      [],
    ],
    [
      'of a longer listing, when a shorter one is whole',
      [slice(1, 2), slice(1, 1, true, { ...WHOLE, from: 86_400 })],
      ['2 slices of s3://trail: slice 2 is missing'],
    ],
    [
      'of each of two sources',
      [slice(1, 2), slice(2, 2, true, { ...WHOLE, sources: ['s3://other'], from: 86_400, to: 172_800 })],
      [
        '2 slices of s3://other (delivered from 1970-01-02T00:00:00Z, delivered before 1970-01-03T00:00:00Z): slice 1 is missing',
        '2 slices of s3://trail: slice 2 is missing',
      ],
    ],
  ])('%s', (_, slices, expected) => {
    expect(lackOf(slices)).toEqual(expected);
  });

  test('does not depend on the order and number of the states that say so, nor on a ledger in between', () => {
    const path = join(temporaryFolder(), 'ledger.log');
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            listing: fc.constantFrom(WHOLE, { ...WHOLE, to: 1e9 }, { ...WHOLE, sources: ['s3://other'] }),
            of: fc.constantFrom(2, 3),
            part: fc.constantFrom(1, 2),
            ended: fc.boolean(),
          }),
          { maxLength: 12 },
        ),
        fc.infiniteStream(fc.nat()),
        (slices, choices) => {
          const expected = lackOf(slices);
          const shuffled = [...slices, ...slices.slice(0, 2)].sort(() => (choices.next().value! % 3) - 1);
          expect(lackOf(shuffled)).toEqual(expected);
          const ledger = new Ledger();
          for (const one of shuffled) ledger.noteSlice(one);
          expect(lackOf(ledger.slices)).toEqual(expected);
        },
      ),
    );
    const ledger = Ledger.openForAppend(path);
    for (const one of [slice(1, 2, false), slice(1, 2), slice(1, 2, false), slice(2, 2)])
      ledger.noteSlice(one);
    ledger.close();
    expect(Ledger.read(path).slices).toEqual([slice(1, 2), slice(2, 2)]);
    const copy = new Ledger();
    copy.copyFrom(path);
    expect(copy.slices).toEqual([slice(1, 2), slice(2, 2)]);
  });
});

describe('a merge', () => {
  const organisation = temporaryFolder();
  const of = 3;
  const states = [1, 2, 3].map(() => join(temporaryFolder(), 'part'));
  const scan = (part: number, stop = {}): Promise<RunResult> =>
    scanResult({
      sources: [organisation],
      state: states[part - 1]!,
      partition: { part, of },
      hashKey: '00112233445566778899aabbccddeeff',
      threads: 1,
      shards: 1,
      ...stop,
    });
  const mergedOf = async (folders: readonly string[], options = {}): Promise<RunResult> => {
    await using run = await mergeWithThreads({ states: folders, ...options }, BUILT_ENTRIES);
    return run;
  };
  const merged = (parts: readonly number[], options = {}): Promise<RunResult> =>
    mergedOf(
      parts.map((part) => states[part - 1]!),
      options,
    );

  beforeAll(async () => {
    await simulate({ days: 6, identities: 6, seed: 3 }, directoryWriter(organisation));
    await scan(1);
    await expect(scan(2, stoppedAfter(10))).rejects.toThrow('stopped by the test');
    await scan(3);
  }, 60_000);

  test('is incomplete, and names the slices that are missing and those that were stopped', async () => {
    const run = await merged([1, 2]);
    expect(run.complete).toBe(false);
    expect(run.missingSlices).toMatchObject([{ of, missing: [3], unfinished: [2] }]);
    expect(run.warnings.join('\n')).toMatch(
      /3 slices of file:.*: slice 3 is missing, slice 2 is not read to its end; .*--partition/,
    );
    const whole = await merged([3, 1, 2, 3]);
    expect(whole).toMatchObject({ complete: false, missingSlices: [{ missing: [], unfinished: [2] }] });
  });

  test('that only joins is not incomplete, and what it keeps says the same; a slice that goes on completes it', async () => {
    const inner = join(temporaryFolder(), 'inner');
    const joined = await merged([1, 2], { state: inner, evaluate: false });
    expect(joined.complete).toBe(true);
    expect(joined.notes.join('\n')).toContain('not yet joined: 3 slices of');
    await scan(2);
    const run = await mergedOf([inner, states[1]!, states[2]!]);
    expect(run).toMatchObject({ complete: true, missingSlices: [] });
    const early = await mergedOf([inner, states[2]!]);
    expect(early).toMatchObject({ complete: false, missingSlices: [{ missing: [], unfinished: [2] }] });
  });
});
