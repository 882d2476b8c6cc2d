import fc from 'fast-check';
import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ContentSkip, FailReason, ObjectOutcome } from '../../../src/model/coverage.js';
import { Ledger } from '../../../src/main-thread/state/ledger.js';
import type { LedgerEntry } from '../../../src/main-thread/state/ledger-frame.js';
import { FrameLog } from '../../../src/storage/frame-log.js';
import { temporaryFolder } from '../../support/temporary.js';
import { runs } from '../../support/thorough.js';

const folder = temporaryFolder();
let made = 0;
const newPath = (): string => join(folder, `${made++}.log`);

/** Failures of content, which reading again does not cure, and failures of reading. */
const LASTING: readonly FailReason[] = ['corruptGzip', 'truncatedJson', 'objectTooLarge'];
const RETRIED: readonly (FailReason | ContentSkip)[] = ['vanished', 'unreadable', 'decodeCrashed'];

const done = (fields: Partial<ObjectOutcome> = {}): ObjectOutcome => ({
  failure: null,
  inflatedBytes: 1000,
  matched: 3,
  context: 0,
  dropped: {},
  fallback: false,
  understood: true,
  unknown: 0,
  readOnlySeen: true,
  ...fields,
});
const failed = (reason: FailReason | ContentSkip, matched = 0): ObjectOutcome =>
  done({ failure: { reason, detail: reason }, matched, inflatedBytes: matched * 10 });

const entry = (name: string, outcome = done(), version = '1', size = 10): LedgerEntry => ({
  uri: `s3://trail/${name}`,
  version,
  size,
  outcome,
});
const objectOf = ({ uri, version, size }: LedgerEntry) => ({ uri, key: uri, version, size });

/** Few objects and versions, so that the same one occurs often, with outcomes of every kind. */
const entries = fc.array(
  fc
    .record({
      name: fc.nat({ max: 1 }),
      version: fc.constantFrom('1', '2'),
      reason: fc.constantFrom(null, LASTING[0]!, LASTING[1]!, RETRIED[0]!, RETRIED[1]!),
      detail: fc.constantFrom('this', 'that'),
      matched: fc.nat({ max: 2 }),
    })
    .map(({ name, version, reason, detail, matched }) =>
      entry(
        String(name),
        {
          failure: reason === null ? null : { reason, detail },
          matched,
          context: 2 * matched,
          // The rest follows from the object's bytes and how far they were read.
          inflatedBytes: matched * 10,
          dropped: name % 2 === 0 || matched === 0 ? {} : { badEventTime: matched },
          fallback: false,
          understood: matched > 0,
          unknown: matched === 1 ? name : 0,
          readOnlySeen: matched > 0,
        },
        version,
      ),
    ),
  { maxLength: 12 },
);

function ledgerOf(list: readonly LedgerEntry[]): Ledger {
  const ledger = new Ledger();
  ledger.append(list, {});
  return ledger;
}

/** The whole content of a ledger, sorted. */
const contentOf = (ledger: Ledger, asked: readonly LedgerEntry[]): object => ({
  size: ledger.size,
  found: asked.map((one) => ledger.find(objectOf(one)) ?? null),
  outcomes: [...ledger.outcomes()].map((one) => JSON.stringify(one)).sort(),
  failures: [...ledger.failures()].map((one) => JSON.stringify(one)).sort(),
});

/** Which outcome of one object counts: a whole one before a failed one, then the most matches, then reason and detail. */
function best(outcomes: readonly ObjectOutcome[]): ObjectOutcome {
  const rank = ({ failure, matched }: ObjectOutcome): string =>
    `${failure === null ? 0 : 1} ${9 - matched} ${failure?.reason ?? ''} ${failure?.detail ?? ''}`;
  return outcomes.reduce((a, b) => (rank(b) < rank(a) ? b : a));
}

describe('a ledger is a join', () => {
  test('gives the same in any order, repeated, in one file or several', () => {
    fc.assert(
      fc.property(entries, fc.nat({ max: 12 }), (list, cut) => {
        const whole = contentOf(ledgerOf(list), list);
        expect(contentOf(ledgerOf([...list].reverse()), list)).toEqual(whole);
        expect(contentOf(ledgerOf([...list, ...list]), list)).toEqual(whole);
        const paths = [list.slice(cut), list.slice(0, cut)].map((part) => {
          const path = newPath();
          const ledger = Ledger.openForAppend(path);
          for (const one of part) ledger.append([one], {});
          ledger.close();
          return path;
        });
        const joined = Ledger.openForAppend(newPath());
        for (const path of [...paths, ...paths]) joined.copyFrom(path);
        joined.close();
        expect(contentOf(joined, list)).toEqual(whole);
      }),
      { numRuns: runs(100) },
    );
  });

  test('the best outcome of each object and version counts', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const ledger = ledgerOf(list);
        for (const one of list) {
          const same = list.filter(({ uri, version }) => uri === one.uri && version === one.version);
          const expected = best(same.map(({ outcome }) => outcome));
          const isRetried = RETRIED.some((reason) => reason === expected.failure?.reason);
          expect(ledger.find(objectOf(one))).toEqual(isRetried ? undefined : expected);
        }
      }),
      { numRuns: runs(300) },
    );
  });

  test('of an object that changed, the outcome of the best version counts', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const ledger = ledgerOf(list);
        const expected = [...new Set(list.map(({ uri }) => uri))].map((uri) =>
          best(list.filter((one) => one.uri === uri).map(({ outcome }) => outcome)),
        );
        const texts = (outcomes: Iterable<ObjectOutcome>): string[] =>
          Array.from(outcomes, (one) => JSON.stringify(Object.entries(one).sort())).sort();
        expect(texts(ledger.outcomes())).toEqual(texts(expected));
        expect(texts([...ledger.failures()].map(({ outcome }) => outcome))).toEqual(
          texts(expected.filter(({ failure }) => failure !== null)),
        );
      }),
      { numRuns: runs(300) },
    );
  });

  test('an object that failed and then succeeded is no failure', () => {
    const ledger = ledgerOf([entry('a', failed('truncatedGzip', 9)), entry('a', done({ matched: 1 }))]);
    expect([...ledger.failures()]).toEqual([]);
    expect([...ledger.outcomes()]).toEqual([done({ matched: 1 })]);
  });
});

describe('find', () => {
  test.each(RETRIED)('%s is read again, and stays a failure until then', (reason) => {
    const ledger = ledgerOf([entry('a', failed(reason))]);
    expect(ledger.find(objectOf(entry('a')))).toBeUndefined();
    expect([...ledger.failures()]).toHaveLength(1);
  });

  test.each(LASTING)('%s is not', (reason) => {
    expect(ledgerOf([entry('a', failed(reason))]).find(objectOf(entry('a')))).toEqual(failed(reason));
  });

  test('another version, size or name is another object', () => {
    const ledger = ledgerOf([entry('a')]);
    for (const other of [
      entry('a', done(), '2'),
      entry('a', done(), '1', 11),
      entry('b'),
      entry('a', done(), '', 110),
      entry('', done(), 'a1'),
    ])
      expect(ledger.find(objectOf(other))).toBeUndefined();
    expect(ledger.find(objectOf(entry('a')))).toEqual(done());
  });

  test('a hundred thousand objects and versions are all different', () => {
    const ledger = new Ledger();
    const list = Array.from({ length: 100_000 }, (_, n) =>
      entry(String(n >>> 1), done({ matched: n }), String(n & 1)),
    );
    ledger.append(list, {});
    expect(ledger.size).toBe(list.length);
    for (const [n, one] of list.entries())
      if (ledger.find(objectOf(one))?.matched !== n) expect.unreachable(`entry ${n}`);
  });
});

describe('the file', () => {
  const list = Array.from({ length: 12 }, (_, n) =>
    entry(String(n), n % 3 === 0 ? failed('corruptGzip', n) : done({ matched: n })),
  );
  const path = newPath();
  /** Length of the file after each append. */
  const ends: number[] = [];
  {
    const ledger = Ledger.openForAppend(path);
    ends.push(statSync(path).size);
    for (const [n, one] of list.entries()) {
      ledger.append([one], {
        'batches-0.log': { length: n * 10, chain: n },
        [`batches-${n}.log`]: { length: n, chain: 1 },
      });
      ends.push(statSync(path).size);
    }
    ledger.close();
  }
  const bytes = readFileSync(path);

  test('has the same content when it is read again, the last position of each log included', () => {
    const ledger = Ledger.read(path);
    expect(contentOf(ledger, list)).toEqual(contentOf(ledgerOf(list), list));
    expect(ledger.logPositions.get('batches-0.log')).toEqual({ length: 110, chain: 11 });
    expect(ledger.logPositions.get('batches-7.log')).toEqual({ length: 7, chain: 1 });
  });

  test('cut anywhere has all whole frames, and can be continued', () => {
    for (let length = 0; length <= bytes.length; length += 23) {
      const torn = newPath();
      writeFileSync(torn, bytes.subarray(0, length));
      const whole = ends.filter((end) => end <= length).length - 1;
      const ledger = Ledger.openForAppend(torn);
      expect(ledger.size, `cut at ${length}`).toBe(Math.max(0, whole));
      ledger.append([entry('after')], {});
      ledger.close();
      const again = Ledger.read(torn);
      expect(again.size).toBe(Math.max(0, whole) + 1);
      expect(again.find(objectOf(entry('after')))).toEqual(done());
    }
  });

  test('a missing file is an empty ledger; reading it makes and writes nothing', () => {
    const absent = newPath();
    expect(Ledger.read(absent).size).toBe(0);
    expect(() => statSync(absent)).toThrow(/ENOENT/);
    const copy = newPath();
    copyFileSync(path, copy);
    const ledger = Ledger.read(copy);
    ledger.append([entry('in memory only')], {});
    expect(readFileSync(copy).equals(bytes)).toBe(true);
  });

  test('entries copied from another ledger are in this one’s file', () => {
    const target = newPath();
    const ledger = Ledger.openForAppend(target);
    ledger.copyFrom(path);
    ledger.close();
    expect(contentOf(Ledger.read(target), list)).toEqual(contentOf(ledgerOf(list), list));
    expect([...Ledger.read(target).logPositions]).toEqual([]); // they name logs of the other state
  });
});

test('of a slice only what a slice has is kept, whatever else a foreign ledger says of it', () => {
  const [path, copy] = [newPath(), newPath()];
  const listing = '{"__proto__":[],"more":1,"sources":["s3://trail"],"from":0,"to":7}';
  const log = new FrameLog(path, undefined, false);
  log.append([Buffer.from(`{"kind":"slice","listing":${listing},"part":3,"of":4,"ended":true,"more":1}`)]);
  log.close();
  const slices = [{ listing: { sources: ['s3://trail'], from: 0, to: 7 }, part: 3, of: 4, ended: true }];
  const ledger = Ledger.openForAppend(copy);
  ledger.copyFrom(path);
  ledger.close();
  for (const one of [Ledger.read(path), Ledger.read(copy)]) {
    expect(JSON.stringify(one.slices)).toBe(JSON.stringify(slices));
  }
});
