import { relative } from 'node:path';
import { z } from 'zod';
import { splitReason } from './skipping.js';

/** What became of one test. */
export interface TestOutcome {
  /** `FILE > SUITE > TEST`, without a reason to skip it. */
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Why it was skipped; empty for the others. */
  readonly reason: string;
}

/** The part of vitest's JSON report that is read. */
const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({ ancestorTitles: z.array(z.string()), title: z.string(), status: z.string() }),
      ),
    }),
  ),
});

/**
 * The tests of a run of vitest. A test skipped without a reason counts as failed, as one whose hook failed is; a file
 * that failed without a failed test counts as one failed test.
 * @param json what the reporter `json` wrote
 * @param root the folder that files are named from
 */
export function readReport(json: string, root: string): TestOutcome[] {
  return report.parse(JSON.parse(json)).testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(root, name);
    const tests = assertionResults.map((one) =>
      outcomeOf(file, [...one.ancestorTitles, one.title], one.status),
    );
    const isExplained = status !== 'failed' || tests.some(({ outcome }) => outcome === 'failed');
    return isExplained ? tests : [...tests, { name: file, outcome: 'failed' as const, reason: '' }];
  });
}

function outcomeOf(file: string, titles: readonly string[], status: string): TestOutcome {
  const parts = titles.filter((title) => title !== '').map(splitReason);
  const name = [file, ...parts.map((part) => part.name)].join(' > ');
  if (status === 'passed' || status === 'failed') return { name, outcome: status, reason: '' };
  const reason = parts.find((part) => part.reason !== undefined)?.reason;
  return reason === undefined
    ? { name: `${name} (skipped without a reason)`, outcome: 'failed', reason: '' }
    : { name, outcome: 'skipped', reason };
}

/** The tests that some run skipped and no run ran, once each. */
export function neverRun(runs: readonly (readonly TestOutcome[])[]): TestOutcome[] {
  const all = runs.flat();
  const ran = new Set(all.filter(({ outcome }) => outcome !== 'skipped').map(({ name }) => name));
  const skipped = new Map(all.filter(({ name }) => !ran.has(name)).map((test) => [test.name, test]));
  return [...skipped.values()];
}
