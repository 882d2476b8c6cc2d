import { expect, test } from 'vitest';
import { splitReason } from './skipping.js';
import { neverRun, readReport } from './test-report.js';

type Tests = readonly (readonly [suite: string, title: string, status: string])[];

function run(file: string, tests: Tests, status = 'passed'): ReturnType<typeof readReport> {
  const assertionResults = tests.map(([suite, title, outcome]) => ({
    ancestorTitles: ['', suite],
    title,
    status: outcome,
  }));
  return readReport(
    JSON.stringify({ testResults: [{ name: `/root/test/${file}`, status, assertionResults }] }),
    '/root',
  );
}

test('each test has a name, an outcome and, when it was skipped, a reason', () => {
  expect(
    run('a.test.ts', [
      ['suite', 'one', 'passed'],
      ['suite', 'two', 'failed'],
      ['suite (skipped: no server (set URL))', 'three', 'skipped'],
    ]),
  ).toEqual([
    { name: 'test/a.test.ts > suite > one', outcome: 'passed', reason: '' },
    { name: 'test/a.test.ts > suite > two', outcome: 'failed', reason: '' },
    { name: 'test/a.test.ts > suite > three', outcome: 'skipped', reason: 'no server (set URL)' },
  ]);
});

test.each(['skipped', 'todo', 'pending'])('a test that is %s without a reason counts as failed', (status) => {
  expect(run('a.test.ts', [['suite', 'one', status]])).toMatchObject([
    { name: 'test/a.test.ts > suite > one (skipped without a reason)', outcome: 'failed' },
  ]);
});

test('a file that could not be loaded counts as one failed test', () => {
  expect(run('a.test.ts', [], 'failed')).toEqual([{ name: 'test/a.test.ts', outcome: 'failed', reason: '' }]);
  expect(run('a.test.ts', [['', 'one', 'failed']], 'failed')).toHaveLength(1);
});

test('a test counts as skipped only when no run ran it', () => {
  const without = run('a.test.ts', [
    ['suite (skipped: no server)', 'one', 'skipped'],
    ['suite', 'two (skipped: no data)', 'skipped'],
  ]);
  const withServer = run('a.test.ts', [
    ['suite', 'one', 'passed'],
    ['suite', 'two (skipped: no data)', 'skipped'],
  ]);
  expect(neverRun([without, withServer])).toEqual([
    { name: 'test/a.test.ts > suite > two', outcome: 'skipped', reason: 'no data' },
  ]);
});

test('a name without a reason stays as it is', () => {
  expect(splitReason('one (of two)')).toEqual({ name: 'one (of two)', reason: undefined });
  expect(splitReason('one (skipped: x')).toEqual({ name: 'one (skipped: x', reason: undefined });
});
