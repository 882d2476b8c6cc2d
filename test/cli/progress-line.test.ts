import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { durationText, progressText } from '../../src/cli/progress-line.js';
import { Progress } from '../../src/main-thread/progress.js';

const progressOf = (fields: Partial<Progress>): Progress =>
  Object.assign(new Progress(), { started: performance.now() - 10_000 }, fields);

describe('durationText', () => {
  test.each([
    [0, '0 s'],
    [-3, '0 s'],
    [59.4, '59 s'],
    [59.5, '1 min 0 s'],
    [61, '1 min 1 s'],
    [3599.4, '59 min 59 s'],
    [3599.5, '1 h 0 min'],
    [3600 * 30 + 125, '30 h 2 min'],
  ])('%d', (seconds, text) => expect(durationText(seconds)).toBe(text));

  test('never shows 60 seconds or 60 minutes', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (seconds) => {
        expect(durationText(seconds)).not.toMatch(/\b60 (?:s|min)\b/);
      }),
    );
  });
});

describe('progressText', () => {
  test('shows objects, the rates of this run’s own work, and the time left', () => {
    const text = progressText(
      progressOf({
        listed: true,
        wanted: 300,
        finished: 200,
        alreadyProcessed: 100,
        bytes: 20_000_000,
        retrievals: 42,
      }),
    );
    expect(text).toMatch(
      /^200 of 300 objects {2}20\.0 MB {2}\d+ objects\/s {2}\d+\.\d MB\/s {2}42 retrievals {2}\d+ s left$/,
    );
  });

  test('shows while listing that there may be more objects', () => {
    expect(progressText(progressOf({ wanted: 5, finished: 1 }))).toMatch(/^1 of 5\+ objects.*listing …$/);
  });

  test('shows no infinite rate at the start', () => {
    const text = progressText(Object.assign(new Progress(), { started: performance.now() + 1 }));
    expect(text).not.toMatch(/NaN|Infinity|undefined|-\d/);
  });

  test.each(['evaluating', 'writing'] as const)('%s has no figures', (phase) => {
    expect(progressText(progressOf({ phase }))).toBe(`${phase} …`);
  });
});
