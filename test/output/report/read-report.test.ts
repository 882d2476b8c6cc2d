import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readReport } from '../../../src/output/report/read-report.js';
import { reportHtml } from '../../../src/output/report/report-html.js';
import { DEFAULT_FORMATS } from '../../../src/output/formats/registry.js';
import { writeOutputs } from '../../../src/output/write-outputs.js';
import { temporaryFolder } from '../../support/temporary.js';
import { emptyRun, HOSTILE_CASES, madeRun, madeSignal, runNamed } from '../made-run.js';

const RUNS = [
  ['a run', madeRun()],
  ['a run that found nothing', emptyRun()],
  ['several signals', madeRun({ signals: [madeSignal(), madeSignal({ id: '2', pValue: null })] })],
  ...HOSTILE_CASES.map(
    ([title, text]) => [`hostile names: ${JSON.stringify(title)}`, runNamed(text)] as const,
  ),
] as const;

test.each(RUNS)('from its files the report is the same to the byte: %s', async (_, run) => {
  const out = temporaryFolder();
  await writeOutputs(run, out, { formats: DEFAULT_FORMATS, args: ['scan', 'trail'] });
  expect([...reportHtml(readReport(out))].join('')).toBe(readFileSync(join(out, 'report.html'), 'utf8'));
});

test('without evidence and activity there is still a report', async () => {
  const out = temporaryFolder();
  await writeOutputs(madeRun(), out, { formats: ['signals', 'summary'] });
  expect(readReport(out)).toMatchObject({
    evidence: [],
    activity: [],
    latency: [],
    signals: [{ id: madeSignal().id }],
  });
});

test.each<[string, (out: string) => void, RegExp, RegExp]>([
  [
    'no folder',
    (out) => rmSync(out, { recursive: true }),
    /cannot read .* \(ENOENT\)/,
    /--out directory of a run/,
  ],
  [
    'no summary',
    (out) => rmSync(join(out, 'summary.json')),
    /cannot read .*summary\.json \(ENOENT\)/,
    /formats signals and summary/,
  ],
  [
    'a damaged line',
    (out) => writeFileSync(join(out, 'signals.ndjson'), '{}\n{"id":'),
    /signals\.ndjson:2 is not JSON/,
    /scan again/,
  ],
  [
    'another version',
    (out) => writeFileSync(join(out, 'summary.json'), '{"version":"9.9.9"}'),
    /is of version 9\.9\.9/,
    /with the version that wrote/,
  ],
])('%s is a named error', async (_, damage, message, hint) => {
  const out = temporaryFolder();
  await writeOutputs(madeRun(), out);
  damage(out);
  expect(() => readReport(out)).toThrow(
    expect.objectContaining({
      code: 'E_USAGE',
      message: expect.stringMatching(message) as string,
      hint: expect.stringMatching(hint) as string,
    }) as Error,
  );
});
