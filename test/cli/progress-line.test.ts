import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { Log } from '../../src/cli/log/log.js';
import { logProgress, progressText } from '../../src/cli/progress-line.js';
import { durationText } from '../../src/output/duration-text.js';
import { Progress } from '../../src/main-thread/progress.js';
import { ProgressClock } from '../../src/source/progress-clock.js';

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
  test('shows a bar, objects, the rates of this run’s own work, and the time left', () => {
    const progress = progressOf({
      listed: true,
      wanted: 300,
      finished: 200,
      alreadyProcessed: 100,
      bytes: 20_000_000,
      retrievals: 42,
    });
    const rest = String.raw`200 of 300 objects {2}[\d.]+ objects/s {2}\d+ s left {2}20\.0 MB {2}\d+\.\d MB/s {2}42 retrievals$`;
    expect(progressText(progress, true)).toMatch(
      new RegExp(`^reading {2}\\[█{13}░{7}\\] {2}66 % {2}${rest}`),
    );
    expect(progressText(progress, false)).toMatch(new RegExp(`^reading {3}66 % {2}${rest}`));
  });

  test('shows while listing that there may be more objects, and no bar', () => {
    expect(progressText(progressOf({ found: 3 }), true)).toMatch(/^listing {2}3 objects {2}0\.3 objects\/s$/);
    expect(progressText(progressOf({ found: 9, wanted: 5, finished: 1 }), true)).toMatch(
      /^reading {2}1 of 5\+ objects .*listing …$/,
    );
  });

  test('shows no infinite rate at the start', () => {
    const text = progressText(Object.assign(new Progress(), { started: performance.now() + 1 }), true);
    expect(text).not.toMatch(/NaN|Infinity|undefined|-\d/);
  });

  test('shows how far later phases are', () => {
    const progress = new Progress();
    progress.begin('writing');
    expect(progressText(progress, true)).toBe('writing …');
    progress.begin('evaluating', 40, () => 10);
    expect(progressText(progress, true)).toMatch(
      /^evaluating {2}\[█{5}░{15}\] {2}25 % {2}10 of 40 identities {2}[\d.]+ identities\/s {2}\d+ s left$/,
    );
    progress.begin('explaining', 8, () => 9); // what was done twice
    expect(progressText(progress, true)).toMatch(/100 % {2}8 of 8 objects .* 0 s left$/);
  });

  test('whatever a run has counted, the share is from 0 to 1', () => {
    const counts = fc.record({
      found: fc.nat(),
      wanted: fc.nat(),
      wantedBytes: fc.nat(),
      finished: fc.nat(),
      finishedBytes: fc.nat(),
      listed: fc.boolean(),
    });
    fc.assert(
      fc.property(counts, ({ wanted, wantedBytes, ...others }) => {
        const within = {
          ...others,
          wanted: wanted + others.finished,
          wantedBytes: wantedBytes + others.finishedBytes,
        };
        const { share = 0, secondsLeft = 0, rate } = progressOf(within).current;
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        expect(secondsLeft).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(rate)).toBe(true);
      }),
    );
  });
});

describe('logProgress', () => {
  test('has a line at each interval, and a warning where the source asked to slow down since the last one', () => {
    vi.useFakeTimers();
    try {
      const lines: Record<string, unknown>[] = [];
      const to = new Log('json', false, (text) => lines.push(JSON.parse(text) as Record<string, unknown>));
      const requests = new ProgressClock();
      const progress = progressOf({ requests, wanted: 4, listed: true, finished: 1, bytes: 5 });
      const end = logProgress(progress, to, 1000);
      vi.advanceTimersByTime(1000);
      requests.countThrottled();
      requests.countRetry();
      vi.advanceTimersByTime(2000);
      end();
      vi.advanceTimersByTime(5000);
      expect(lines.map(({ event }) => event)).toEqual(['progress', 'progress', 'throttled', 'progress']);
      expect(lines[1]).toMatchObject({ phase: 'reading', done: 1, total: 4, throttled: 1, retried: 1 });
      expect(lines[2]).toMatchObject({ level: 'warn', since: 1, throttled: 1, retried: 1 });
    } finally {
      vi.useRealTimers();
    }
  });
});

test('requests that fail on another thread are counted where the memory is shared', () => {
  const [here, there] = [new ProgressClock(), (memory: SharedArrayBuffer) => new ProgressClock(memory)];
  there(here.memory).countThrottled();
  there(here.memory).countRetry();
  there(here.memory).note(7);
  expect([here.throttled, here.retried, here.at]).toEqual([1, 1, 7]);
});
