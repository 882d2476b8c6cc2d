import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { HOSTILE, madeSignal } from '../output/made-run.js';
import { plantTheft } from '../support/planted-theft.js';
import { temporaryFolder } from '../support/temporary.js';
import type { RunComparison } from '../../src/output/compare/compare-runs.js';

const main = join(fileURLToPath(new URL('../..', import.meta.url)), 'dist/src/threads/main.js');

function trailspike(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** An output directory with these lines. */
function run(...lines: string[]): string {
  const out = temporaryFolder();
  writeFileSync(join(out, 'signals.ndjson'), lines.map((line) => `${line}\n`).join(''));
  return out;
}

const line = (id: string, key?: string): string => JSON.stringify(madeSignal({ id }, key));

test('shows what a suppression changed between two scans', () => {
  const [organisation, out, tuned] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  plantTheft(organisation);
  const suppressions = join(temporaryFolder(), 'suppressions.json');
  const suppression = {
    name: 'known tool',
    enabled: true,
    rule_query: 'source:cloudtrail',
    suppression_query: '@userIdentity.arn:*user/*',
  };
  writeFileSync(suppressions, JSON.stringify([suppression]));
  expect(trailspike('scan', organisation, '--out', out, '--quiet').status).toBe(0);
  expect(
    trailspike('scan', organisation, '--out', tuned, '--quiet', '--suppressions', suppressions).status,
  ).toBe(0);
  const { status, stdout, stderr } = trailspike('diff', out, tuned);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(
    /\nchanged {2}suppressed .*\n {4}[0-9a-f]{16} {2}Anomalous.*\n {4}suppressed: none → known tool\n/,
  );
  expect(stdout).toMatch(/\n0 new, 0 gone, 1 changed, 0 moved, 0 the same\n$/);
  const json = JSON.parse(trailspike('diff', out, tuned, '--json').stdout) as RunComparison & {
    before: object;
  };
  expect(json).toMatchObject({
    before: { path: join(out, 'signals.ndjson'), signals: 1, damagedLines: 0 },
    changed: [{ changes: [{ field: 'suppressed', before: null, after: 'known tool' }] }],
  });
});

describe('the exit code', () => {
  test('is 4 with --exit-code where anything differs, otherwise 0', () => {
    const [one, two] = [run(line('a')), run(line('a'), line('b', 'other'))];
    expect(trailspike('diff', one, two).status).toBe(0);
    expect(trailspike('diff', one, two, '--exit-code').status).toBe(4);
    expect(trailspike('diff', one, join(one, 'signals.ndjson'), '--exit-code').status).toBe(0);
    expect(trailspike('diff', run(), run(), '--exit-code')).toEqual({
      status: 0,
      stdout: '0 new, 0 gone, 0 changed, 0 moved, 0 the same\n',
      stderr: '',
    });
  });

  test('is 2 where a run cannot be read', () => {
    const empty = temporaryFolder();
    for (const place of ['/nowhere/at/all', empty]) {
      const { status, stdout, stderr } = trailspike('diff', place, run());
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(new RegExp(`^trailspike: cannot read ${place}.*ENOENT.*\\[E_USAGE\\]\n$`));
    }
  });

  test('is 3 where a line is damaged, which is named; the others are compared', () => {
    const signal = madeSignal();
    const damaged = run(
      line('a'),
      '{"id": "b", ',
      JSON.stringify({ ...signal, observed: {} }),
      JSON.stringify({ ...signal, status: 'huge' }),
      JSON.stringify({ ...signal, start: 'yesterday' }),
      JSON.stringify({ ...signal, pValue: '1' }),
      '[]',
      line('a'),
      '',
      line('c\u2028', 'c'),
    );
    const { status, stdout, stderr } = trailspike('diff', run(), damaged, '--exit-code');
    expect(status).toBe(3);
    expect(stdout).toMatch(/\n2 new, 0 gone/);
    const numbers = [...stderr.matchAll(/^incomplete: .*signals\.ndjson:(\d+): (.*)$/gm)].map(
      ([, at, why]) => `${at!} ${why!.slice(0, 12)}`,
    );
    expect(numbers).toEqual(
      [
        '2 not JSON: Ex',
        '3 not a signal',
        '4 not a signal',
        '5 not a signal',
        '6 not a signal',
        '7 not a signal',
        '8 the signal a',
      ].map((text) => text.slice(0, 14)),
    );
  });
});

test('nothing that a record has reaches the terminal but text', () => {
  const out = run(
    ...HOSTILE.map((text, index) =>
      JSON.stringify(madeSignal({ id: `${index}${text}`, rule: { id: text, name: text } }, text)),
    ),
  );
  const suppressed = run(
    ...HOSTILE.map((text, index) =>
      JSON.stringify(
        madeSignal({ id: `${index}${text}`, rule: { id: text, name: text }, suppressed: { by: text } }, text),
      ),
    ),
  );
  mkdirSync(join(out, 'sub'));
  for (const [before, after] of [
    [run('\u001b[2J'), out],
    [out, run()],
    [out, suppressed],
  ] as const) {
    const { stdout, stderr } = trailspike('diff', before, after);
    expect(stdout.length).toBeGreaterThan(100);
    expect(stdout + stderr).not.toMatch(/[^\n\P{Cc}]|[\u202a-\u202e]/u);
  }
});
