import { describe, expect, test } from 'vitest';
import { Progress } from '../../src/main-thread/progress.js';

/** A progress that began `seconds` ago. */
function progressSince(seconds: number, fields: Partial<Progress>): Progress {
  return Object.assign(new Progress(), { started: performance.now() - seconds * 1000, ...fields });
}

describe('seconds left', () => {
  test('are what the rest takes at the rate so far, without objects of earlier runs', () => {
    // An earlier run processed 30 of 130; 25 of the other 100 took 50 seconds.
    const progress = progressSince(50, { listed: true, wanted: 130, finished: 55, alreadyProcessed: 30 });
    expect(progress.seconds).toBeGreaterThanOrEqual(50);
    const [before, left, after] = [progress.seconds, progress.secondsLeft!, progress.seconds];
    expect(left).toBeGreaterThanOrEqual(before * 3);
    expect(left).toBeLessThanOrEqual(after * 3);
  });

  test('are unknown while the listing continues, and while nothing is finished', () => {
    expect(progressSince(9, { listed: false, wanted: 10, finished: 5 }).secondsLeft).toBeUndefined();
    expect(progressSince(9, { listed: true, wanted: 10, finished: 0 }).secondsLeft).toBeUndefined();
    expect(
      progressSince(9, { listed: true, wanted: 10, finished: 4, alreadyProcessed: 4 }).secondsLeft,
    ).toBeUndefined();
  });

  test('are by bytes where the listing says them: objects differ in size', () => {
    const bytes = { wantedBytes: 400, finishedBytes: 300, alreadyProcessedBytes: 200 };
    const progress = progressSince(9, { listed: true, wanted: 10, finished: 9, ...bytes });
    expect(progress.secondsLeft! / progress.seconds).toBeCloseTo(1, 2);
    expect(progress.current.share).toBe(0.75);
  });

  test('are 0 at the end', () => {
    expect(progressSince(9, { listed: true, wanted: 10, finished: 10 }).secondsLeft).toBe(0);
  });
});
