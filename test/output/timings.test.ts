import { expect, test } from 'vitest';
import { summaryOf } from '../../src/output/summary.js';
import { timingLines } from '../../src/output/timings.js';
import { madeRun } from './made-run.js';

test('shows the share of each part of the thread time, the largest first, and the time per gigabyte', () => {
  expect(timingLines(madeRun())).toEqual([
    '4.00 s of thread time, without waiting:',
    '   25.0 %  inflate (1.00 s)',
    '   25.0 %  main thread (1.00 s)',
    '   12.5 %  search and split (0.50 s)',
    '   12.5 %  read files (0.50 s)',
    '   10.0 %  ingest (0.40 s)',
    '    6.3 %  parse and extract (0.25 s)',
    '    6.3 %  route (0.25 s)',
    '    2.5 %  rest of decoding (0.10 s)',
    '    0.0 %  fetch from S3 (0.00 s)',
    '    0.0 %  open and snapshot (0.00 s)',
    '    0.0 %  evaluate (0.00 s)',
    'decode threads were busy 65.0 % of 2.00 s; the main thread took 250.000 s per GB as stored, 125.000 s per 1,000 objects',
    'CPU of the process 4.00 s, inflated and decoded by WebAssembly',
  ]);
});

test('a run that read nothing shows a dash in place of a meaningless number', () => {
  const run = madeRun();
  const lines = timingLines({
    ...run,
    coverage: { ...run.coverage, bytes: 0, read: 0 },
    timings: { ...run.timings, decoder: null },
  });
  expect(lines.at(-2)).toContain('- s per GB as stored, - s per 1,000 objects');
  expect(lines.at(-1)).toContain('nothing was decoded');
});

test('the summary has the same figures and the decoder', () => {
  expect(summaryOf(madeRun(), [])).toMatchObject({
    decoder: 'wasm',
    timings: { threadSeconds: { inflate: 1, decodeRest: 0.1 }, processCpuSeconds: 4 },
  });
});
