import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareRuns } from '../../../src/output/compare/compare-runs.js';
import { comparisonCounts, comparisonTable } from '../../../src/output/compare/comparison-text.js';
import { painter, unpainted } from '../../../src/output/terminal/colour.js';
import { textWidth } from '../../../src/output/terminal/text-width.js';
import { formatInstant } from '../../../src/model/time.js';
import type { Signal } from '../../../src/model/signal.js';
import { HOSTILE, madeSignal } from '../made-run.js';

const START = 1_772_323_200;

/** A signal of an identity from one minute to another; its id is of where it begins, as in a run. */
function signal(key: string, from: number, to: number, fields: Partial<Signal> = {}): Signal {
  const [start, end] = [formatInstant(START + from * 60), formatInstant(START + to * 60)];
  return madeSignal({ id: `${key}@${from}`, start, end, ...fields }, key);
}

test('a signal is the same, changed, new or gone by its id', () => {
  const observed = { retrievals: 9, failures: 0, distinctSecrets: 9, newSecrets: 0 };
  const before = [signal('a', 0, 5), signal('b', 0, 5), signal('c', 0, 5), signal('d', 0, 5)];
  const after = [
    signal('a', 0, 5),
    signal('b', 0, 5, { status: 'low', suppressed: { by: 'known tool' }, observed, pValue: null }),
    signal('c', 0, 9),
    signal('e', 0, 5),
  ];
  const { changed, moved, same, new: fresh, gone } = compareRuns(before, after);
  expect(same).toBe(1);
  expect(moved).toEqual([]);
  expect(fresh.map(({ id }) => id)).toEqual(['e@0']);
  expect(gone.map(({ id }) => id)).toEqual(['d@0']);
  expect(changed.map(({ after: { id }, changes }) => [id, changes.map(({ field }) => field)])).toEqual([
    ['c@0', ['end']],
    ['b@0', ['status', 'suppressed', 'retrievals', 'failures', 'distinctSecrets', 'newSecrets', 'pValue']],
  ]);
  expect(changed[1]!.changes[1]).toEqual({ field: 'suppressed', before: null, after: 'known tool' });
});

test('a signal that begins elsewhere has moved, to the one that it overlaps longest', () => {
  const rule = { id: 'other', name: 'Other' };
  const before = [signal('a', 0, 60), signal('a', 100, 110), signal('b', 0, 9), signal('c', 0, 9)];
  const after = [
    signal('a', 55, 70), // overlaps five minutes
    signal('a', 5, 50), // and this one 45
    signal('a', 110, 120), // touches only
    signal('b', 1, 9, { rule }), // of another rule
    signal('d', 1, 9), // of another identity
  ];
  const { moved, new: fresh, gone } = compareRuns(before, after);
  expect(moved.map((pair) => [pair.before.id, pair.after.id])).toEqual([['a@0', 'a@5']]);
  expect(moved[0]!.changes.map(({ field }) => field)).toEqual(['start', 'end']);
  expect(fresh).toHaveLength(4);
  expect(gone).toHaveLength(3);
});

const runs = fc.uniqueArray(
  fc
    .record({
      key: fc.constantFrom('a', 'b', ...HOSTILE),
      from: fc.nat({ max: 60 }),
      length: fc.integer({ min: 1, max: 30 }),
      status: fc.constantFrom('critical', 'high', 'info'),
      pValue: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    })
    .map(({ key, from, length, ...fields }) => signal(key, from, from + length, fields)),
  { selector: ({ id }) => id, maxLength: 30 },
);

test('each signal of both runs is in exactly one place, the most severe first', () => {
  fc.assert(
    fc.property(runs, runs, (before, after) => {
      const { new: fresh, gone, changed, moved, same } = compareRuns(before, after);
      const pairs = [...changed, ...moved];
      const places = {
        before: [...gone, ...pairs.map((one) => one.before)],
        after: [...fresh, ...pairs.map((one) => one.after)],
      };
      for (const [of, run] of [
        ['before', before],
        ['after', after],
      ] as const) {
        expect(new Set(places[of]).size).toBe(places[of].length);
        expect(places[of].length + same).toBe(run.length);
      }
      for (const pair of moved) {
        expect(pair.before.identity.key).toBe(pair.after.identity.key);
        expect(pair.before.start < pair.after.end && pair.after.start < pair.before.end).toBe(true);
      }
      // Nothing that is left could still be matched.
      for (const one of gone) {
        const left = fresh.filter(
          ({ identity, start, end }) =>
            identity.key === one.identity.key && start < one.end && one.start < end,
        );
        expect(left).toEqual([]);
      }
      for (const list of [fresh, gone]) {
        const ranks = list.map(({ status }) => ['critical', 'high', 'info'].indexOf(status));
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      }
      expect(compareRuns(before, before)).toEqual({
        new: [],
        gone: [],
        changed: [],
        moved: [],
        same: before.length,
      });
    }),
  );
});

test('the table fits the terminal, and sends nothing to it but texts', () => {
  fc.assert(
    fc.property(runs, runs, fc.integer({ min: 80, max: 200 }), (before, after, width) => {
      const comparison = compareRuns(before, after);
      const text = comparisonTable(comparison, { width, paint: unpainted });
      for (const line of text.split('\n')) expect(textWidth(line), line).toBeLessThanOrEqual(width);
      expect(text).not.toMatch(/[^\n\P{Cc}]|\p{Cs}|[\u202a-\u202e]/u);
      for (const kind of ['new', 'gone', 'changed', 'moved'] as const) {
        expect(text.match(new RegExp(`^${kind} `, 'gm'))?.length ?? 0).toBe(comparison[kind].length);
      }
    }),
  );
});

test('the table says what changed, and how many more there are', () => {
  const comparison = compareRuns(
    [signal('a', 0, 5)],
    [signal('a', 0, 5, { status: 'low', pValue: 0.25 }), signal('b', 0, 5), signal('c', 0, 5)],
  );
  expect(comparisonCounts(comparison)).toBe('2 new, 0 gone, 1 changed, 0 moved, 0 the same');
  const text = comparisonTable(comparison, { width: Infinity, paint: unpainted });
  expect(text).toMatch(
    /\nchanged {2}low .* {2}a\n {4}a@0 {2}Rule\n {4}status: high → low\n {4}pValue: 2\.50e-9 → 0\.250\n$/,
  );
  expect(comparisonTable(comparison, { width: 80, paint: painter({ isTTY: true }, {}), most: 1 })).toMatch(
    /\n… and 2 more; --json has all of them\n$/,
  );
  expect(comparisonTable(compareRuns([], []), { width: 80, paint: unpainted })).toBe('');
});
