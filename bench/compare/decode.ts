/**
 * One decode thread (`npm run build` first) against `igzip -dc` to nowhere, of Debian's package isal, on the same
 * files: whole processes, in turns. `npm run bench:decode -- [rounds]`
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DECODE_CORPORA, writeCorpus } from './corpus.js';

const rounds = Number(process.argv[2] ?? 7);
const loop = fileURLToPath(new URL('decode-loop.mjs', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'trailspike-decode-'));

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

function seconds(run: () => void): number {
  const started = performance.now();
  run();
  return (performance.now() - started) / 1000;
}

try {
  console.log(
    '| corpus | igzip, s | decoding, s | by the reference, s | decoding / igzip, in speed (least–most) |',
  );
  console.log('|---|--:|--:|--:|--:|');
  for (const shape of DECODE_CORPORA) {
    const folder = join(scratch, shape.name.replaceAll(' ', '-'));
    const { retrievals } = writeCorpus(folder, shape);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.gz'))
      .map((name) => join(folder, name));
    const decode = (decoder: string): void => {
      const env = { ...process.env, TRAILSPIKE_DECODER: decoder };
      const counted = Number(execFileSync(process.execPath, [loop, folder], { env }));
      if (counted !== retrievals) throw new Error(`counted ${counted} of ${retrievals}`);
    };
    const inflating: number[] = [];
    const decoding: number[] = [];
    const reference: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const times = [
        seconds(() => execFileSync('igzip', ['-dc', ...files], { stdio: ['ignore', 'ignore', 'inherit'] })),
        seconds(() => decode('')),
        seconds(() => decode('reference')),
      ] as const;
      if (round === 0) continue; // warms the disk cache
      inflating.push(times[0]);
      decoding.push(times[1]);
      reference.push(times[2]);
    }
    const ratios = inflating.map((time, round) => time / decoding[round]!);
    const cells = [inflating, decoding, reference].map((times) => median(times).toFixed(2));
    const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
    console.log(
      `| ${shape.name} | ${cells.join(' | ')} | ${median(ratios).toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)}) |`,
    );
    rmSync(folder, { recursive: true });
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
