import { describe, expect, test } from 'vitest';
import { compareSignals } from '../../src/detect/compare-signals.js';
import { nextStep, type RunContext } from '../../src/cli/next-step.js';
import { emptyRun, madeRun, madeSignal } from '../output/made-run.js';

const context: RunContext = {
  out: 'my findings/',
  formats: ['signals', 'summary', 'report'],
  sources: ['s3://trail', '--profile', "it's"],
};
const complete = { complete: true, failures: [], coverage: { ...madeRun().coverage, failed: {} } };

describe('what to do next', () => {
  test('opens the report and investigates the most severe signal that is not suppressed', () => {
    const signals = [
      madeSignal({ id: 'a', status: 'low', pValue: 1e-30 }),
      madeSignal({ id: 'b', status: 'critical', suppressed: { by: 'x' } }),
      madeSignal({ id: 'c', status: 'high', pValue: null }),
      madeSignal({ id: 'd', status: 'high', pValue: 1e-5 }),
    ];
    expect(nextStep(madeRun({ ...complete, signals: signals.sort(compareSignals) }), context)).toBe(
      'next: open my findings/report.html, or see what else was done: ' +
        "trailspike investigate s3://trail --profile 'it'\\''s' --signal d --out 'my findings/'",
    );
  });

  test('says nothing of files that were not written', () => {
    expect(nextStep(madeRun(complete), { ...context, formats: ['report'] })).toBe(
      'next: open my findings/report.html',
    );
    expect(nextStep(madeRun(complete), { ...context, formats: ['summary'] })).toMatch(/^next: nothing/);
  });

  test('names the objects that failed most often first, and what helps', () => {
    const failures = [
      { uri: 's3://trail/a', reason: 'corruptGzip', detail: '' },
      { uri: 's3://trail/b', reason: 'unreadable', detail: '' },
    ] as const;
    const coverage = { ...madeRun().coverage, failed: { corruptGzip: 1, unreadable: 7 } };
    expect(nextStep(madeRun({ signals: [], failures, coverage }), context)).toBe(
      'next: look at s3://trail/b (unreadable, 7 objects); check the permissions, also of the KMS key, and run again',
    );
    expect(nextStep(madeRun({ failures, coverage }), context)).toMatch(
      /^next: look at .*; then open my findings/,
    );
  });

  test('shows what there is to read when nothing was', () => {
    expect(nextStep({ ...emptyRun(), complete: false }, { ...context, sources: ['./a b'] })).toBe(
      "next: see what there is to read: trailspike plan './a b'",
    );
  });

  test('joins the parts of a partition, and otherwise looks for nothing', () => {
    const quiet = { ...complete, signals: [] };
    expect(nextStep(madeRun({ ...quiet, evaluated: false }), context)).toContain('trailspike merge STATE');
    expect(nextStep(madeRun({ ...quiet, infoSignals: 2 }), context)).toContain('--show-info');
    expect(nextStep(madeRun(quiet), context)).toContain('--state DIR');
    expect(nextStep(madeRun(quiet), { ...context, state: 'kept' })).toContain('the same command');
  });
});
