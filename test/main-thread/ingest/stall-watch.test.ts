import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StallWatch } from '../../../src/main-thread/ingest/stall-watch.js';
import type { TrailspikeError } from '../../../src/model/errors.js';

const LIMIT = 20_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watch(): { move: () => void; stalled: TrailspikeError[]; watch: StallWatch } {
  const stalled: TrailspikeError[] = [];
  let moved = 0;
  const made = new StallWatch({
    limit: LIMIT,
    motion: () => String(moved),
    waitsFor: () => 'the listing',
    stalled: (error) => stalled.push(error),
  });
  return { move: () => moved++, stalled, watch: made };
}

test('a run in which nothing moves for the limit ends once, and the error names what it waits for', () => {
  const { stalled, watch: made } = watch();
  vi.advanceTimersByTime(LIMIT - 1000);
  expect(stalled).toEqual([]);
  vi.advanceTimersByTime(LIMIT * 3);
  expect(stalled.map(({ code, message }) => [code, message])).toEqual([
    ['E_STALLED', 'nothing has happened for 20 seconds; the run waits for the listing'],
  ]);
  expect(made.hasStalled).toBe(true);
  made.close();
});

test('a run that moves within each limit never ends, however long it takes', () => {
  const { move, stalled, watch: made } = watch();
  for (let n = 0; n < 1000; n++) {
    vi.advanceTimersByTime(LIMIT * 0.9);
    move();
  }
  expect(stalled).toEqual([]);
  made.close();
});

test('a run that has ended is not ended again', () => {
  const { stalled, watch: made } = watch();
  made.close();
  vi.advanceTimersByTime(LIMIT * 10);
  expect(stalled).toEqual([]);
});
