import { expect, test } from 'vitest';
import { EXIT, exitCodeOf, exitCodeOfError } from '../../src/cli/exit-code.js';
import { madeRun, madeSignal } from '../output/made-run.js';

const found = madeSignal();
const suppressed = madeSignal({ suppressed: { by: 'rule' } });

test.each([
  // complete, signals, --fail-on-signal: code
  [true, [], false, EXIT.complete],
  [true, [], true, EXIT.complete],
  [true, [found], false, EXIT.complete],
  [true, [found], true, EXIT.signal],
  [true, [suppressed], true, EXIT.complete],
  [true, [suppressed, found], true, EXIT.signal],
  [false, [], false, EXIT.incomplete],
  [false, [], true, EXIT.incomplete],
  [false, [found], false, EXIT.incomplete],
  [false, [found], true, EXIT.incomplete], // incomplete coverage comes before signals
])('complete: %j, signals: %#, fail on signal: %j', (complete, signals, failOnSignal, code) => {
  expect(exitCodeOf(madeRun({ complete, signals }), failOnSignal)).toBe(code);
});

test('the codes are the documented ones', () => {
  expect(EXIT).toEqual({
    complete: 0,
    bug: 1,
    usage: 2,
    incomplete: 3,
    signal: 4,
    notNotified: 5,
    retry: 6,
    stopped: 130,
  });
});

test.each([
  ['E_STATE_LOCKED', EXIT.retry],
  ['E_SOURCE_NETWORK', EXIT.usage],
  ['E_SOURCE_UNAVAILABLE', EXIT.retry],
  ['E_STALLED', EXIT.retry],
  ['E_SOURCE_CREDENTIALS', EXIT.usage],
  ['E_STATE_DAMAGED', EXIT.usage],
  ['E_MEMORY', EXIT.incomplete],
  ['E_ABORTED', EXIT.stopped],
  ['E_DECODERS_DIFFER', EXIT.bug],
] as const)('an error %s ends with %i', (code, exit) => {
  expect(exitCodeOfError({ code })).toBe(exit);
});

test('a notification that failed is 5, unless the run is incomplete or a signal is 4', () => {
  const complete = madeRun({ complete: true });
  expect(exitCodeOf(complete, false, { failed: 1 })).toBe(EXIT.notNotified);
  expect(exitCodeOf(complete, false, { failed: 0 })).toBe(EXIT.complete);
  expect(exitCodeOf(complete, true, { failed: 1 })).toBe(EXIT.signal);
  expect(exitCodeOf(madeRun(), true, { failed: 1 })).toBe(EXIT.incomplete);
});
