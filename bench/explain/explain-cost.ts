/**
 * What it costs to explain signals: a month of a simulated organisation, scanned with `--explain 0` and `--explain 50`
 * in turns. `npm run bench:explain [-- IDENTITIES [THEFTS]]`; needs a build.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { directoryWriter } from '../../src/simulate/directory-writer.js';
import { simulate } from '../../src/simulate/simulate.js';
import { runNode, type Sample } from '../compare/run-process.js';

const MAIN = fileURLToPath(new URL('../../dist/src/threads/main.js', import.meta.url));
const ROUNDS = 3;
const EXPLAINED = 50;

/** The part of `summary.json` that is shown here. */
interface Summary {
  readonly signals: number;
  readonly explained: { signals: number; incomplete: number; objects: number; bytes: number } | null;
  readonly coverage: { readonly read: number; readonly bytes: number };
}

function scan(source: string, explain: number): { readonly sample: Sample; readonly summary: Summary } {
  const out = mkdtempSync(join(tmpdir(), 'trailspike-out-'));
  try {
    const options = ['--out', out, '--threads', '1', '--shards', '1', '--quiet'];
    const args = [MAIN, 'scan', source, ...options, '--explain', String(explain)];
    const { sample } = runNode(args, { discard: true });
    return { sample, summary: JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as Summary };
  } finally {
    rmSync(out, { recursive: true });
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

const folder = mkdtempSync(join(tmpdir(), 'trailspike-explain-'));
try {
  const [identities, thefts] = [Number(process.argv[2] ?? 400), Number(process.argv[3] ?? 60)];
  await simulate({ days: 30, identities, thefts, seed: 11 }, directoryWriter(folder));
  const plain: Sample[] = [];
  const explaining: Sample[] = [];
  let summary: Summary | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    plain.push(scan(folder, 0).sample);
    const one = scan(folder, EXPLAINED);
    explaining.push(one.sample);
    summary = one.summary;
  }
  const { coverage, explained, signals } = summary!;
  if (explained === null) throw new Error('no signal to explain');
  const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;
  const more = (of: (sample: Sample) => number): string => {
    const [without, within] = [median(plain.map(of)), median(explaining.map(of))];
    return `${percent(within - without, without)} (${without.toFixed(2)} → ${within.toFixed(2)})`;
  };
  console.log(
    `${signals} signals, ${explained.signals} explained, ${explained.incomplete} of them incomplete; ` +
      `${coverage.read} objects, ${(coverage.bytes / 1e6).toFixed(0)} MB stored, medians of ${ROUNDS}\n`,
  );
  console.log(`| explaining ${explained.signals} signals | of the run without it |\n|---|--:|`);
  console.log(`| objects read again | ${percent(explained.objects, coverage.read)} (${explained.objects}) |`);
  console.log(`| stored bytes | ${percent(explained.bytes, coverage.bytes)} |`);
  console.log(`| CPU, s | + ${more(({ cpu = 0 }) => cpu)} |`);
  console.log(`| wall time, s | + ${more(({ seconds }) => seconds)} |`);
  console.log(`| peak memory, MB | + ${more(({ peakBytes = 0 }) => peakBytes / 1e6)} |`);
} finally {
  rmSync(folder, { recursive: true });
}
