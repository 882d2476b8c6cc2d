import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deliveredFor, joinedWindows, slackSteps } from '../../src/main-thread/search/evidence-windows.js';
import type { ListWindow } from '../../src/source/source.js';

const window = fc.record({
  accounts: fc.constantFrom([], ['111122223333']),
  regions: fc.constantFrom([], ['us-east-1', 'eu-west-1']),
  delivered: fc
    .tuple(fc.nat(200), fc.integer({ min: 1, max: 40 }))
    .map(([from, length]) => ({ from, to: from + length })),
});

/** What some windows want: `PLACE@SECOND`. */
function wantedBy(windows: readonly ListWindow[]): Set<string> {
  const wanted = new Set<string>();
  for (const { accounts, regions, delivered } of windows) {
    const place = `${accounts.join()} ${regions.join()}`;
    for (let at = delivered.from; at < delivered.to; at++) wanted.add(`${place}@${at}`);
  }
  return wanted;
}

test('joined windows want what the windows want, and no two of one place touch', () => {
  fc.assert(
    fc.property(fc.array(window, { maxLength: 30 }), (windows) => {
      const joined = joinedWindows(windows);
      expect(wantedBy(joined)).toEqual(wantedBy(windows));
      for (const [index, one] of joined.entries()) {
        for (const other of joined.slice(index + 1)) {
          const isSamePlace = other.accounts === one.accounts && other.regions === one.regions;
          if (!isSamePlace) continue;
          expect(other.delivered.from > one.delivered.to || other.delivered.to < one.delivered.from).toBe(
            true,
          );
        }
      }
    }),
  );
});

test('steps rise, and the last is as late as the run reads', () => {
  const lag = fc
    .array(fc.nat(100_000), { minLength: 4, maxLength: 4 })
    .map((values) => values.sort((a, b) => a - b))
    .map(([p50, p90, p99, p999]) => ({ p50: p50!, p90: p90!, p99: p99!, p999: p999!, max: p999! }));
  fc.assert(
    fc.property(
      fc.option(lag, { nil: undefined }),
      fc.integer({ min: 0, max: 300_000 }),
      (measured, most) => {
        const steps = slackSteps(measured, most);
        expect(steps.at(-1)).toBe(most);
        for (let at = 1; at < steps.length; at++) expect(steps[at]!).toBeGreaterThan(steps[at - 1]!);
      },
    ),
  );
});

test('an object that its name puts into the minute of the event, or up to the slack later, is within', () => {
  const { from, to } = deliveredFor({ from: 600, to: 900 }, 240);
  // An event at 659 in an object named by the minute in which its delivery began.
  expect(from).toBeLessThanOrEqual(600);
  expect(to).toBe(899 + 240 + 1);
});
